/// What can stand behind a key; drives overrides, defaults, the JSON Schema and the list of
/// parameters. Decoding has its own code and is held together with this by tests.
package indirect enum Shape: Sendable {
  /// One value; the name of its form decides the schema: see `ScalarForm`.
  case scalar(ScalarForm)
  /// A list of values.
  case list(Shape)
  /// A mapping with known keys.
  case mapping(KeyTable)
  /// A mapping from names that the user chooses.
  case named(Shape)
  /// Any of several shapes; at most one of them is a mapping.
  case either([Shape])

  /// The mapping among the shapes, if there is one.
  package var mappingShape: Shape? {
    switch self {
    case .mapping, .named: self
    case .either(let shapes): shapes.lazy.compactMap(\.mappingShape).first
    case .scalar, .list: nil
    }
  }
}

/// The forms of single values.
package enum ScalarForm: Hashable, Sendable {
  case text
  case path
  case time
  case rate
  case ratio
  case count(ClosedRange<Int>)
  case seed
  case number
  case boolean
  case date
  case tierName
  case place
  case words([String])
  case distribution(QuantityKind)
  case curve
  case curvePoint
  case routing
  case discipline
  case queue
  /// A whole number, or a word that stands for no such number.
  case countOrWord(ClosedRange<Int>, String)
  /// A plain number from 0 to this.
  case exponent(Int)
  case amountRule
  case backoff
  case nodes
  case placePair
  case objective
  case bytes
  /// A size a second.
  case bandwidth
  /// Numbers to choose from: from, to and step.
  case steps
  /// An input of a capacity study.
  case studyInput
  case constant(String)
}

/// What a number of a distribution counts.
package enum QuantityKind: String, Hashable, Sendable {
  case time
  case count
  case money

  /// In messages: `a time`.
  package var article: String {
    switch self {
    case .time: "a time"
    case .count: "a plain count"
    case .money: "an amount of money"
    }
  }
}

/// One key of a mapping.
package struct KeySpec: Sendable {
  /// When a key may stand.
  package enum Scope: Hashable, Sendable {
    case always
    /// Only in tiers with one of these operations.
    case operations([String])
    /// Only where one of the other keys stands too.
    case withAny([String])

    static func operation(_ name: String) -> Scope { .operations([name]) }
    static func with(_ key: String) -> Scope { .withAny([key]) }
  }

  /// The canonical spelling, words joined by hyphens.
  package var name: String
  package var shape: Shape
  package var isRequired = false
  /// Operations of tiers that do without the key, though others need it.
  package var isOptionalFor: [String] = []
  /// What holds when the key is not there, as it would be written.
  package var fallback: String?
  package var scope = Scope.always
  /// One sentence for the schema and the reference.
  package var summary: String
  /// Examples as they are written in YAML.
  package var examples: [String] = []
  /// What to do when the key is missing, if an example does not say it.
  package var advice: String?
}

/// The keys of one kind of mapping.
package struct KeyTable: Sendable {
  /// In messages: `a tier`.
  package var what: String
  package var keys: [KeySpec]
  /// Keys such as `shenzhen - shanghai` beside the fixed ones.
  package var hasPlacePairs = false

  /// The canonical spelling of a key: words may be joined by spaces, hyphens or underscores.
  package static func canonical(_ key: String) -> String {
    var result = ""
    var gap = false
    for character in key {
      if character == " " || character == "-" || character == "_" {
        gap = true
      } else {
        if gap, !result.isEmpty { result.append("-") }
        gap = false
        result.append(character)
      }
    }
    return result
  }

  package func spec(_ key: String) -> KeySpec? {
    let name = Self.canonical(key)
    return keys.first { $0.name == name }
  }

  /// True for keys that name two places.
  package func isPlacePair(_ key: String) -> Bool { hasPlacePairs && key.contains(" - ") }
}
