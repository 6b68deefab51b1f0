/// What can stand behind a key; drives overrides, defaults, the JSON Schema and the list of
/// parameters. Decoding has its own code and is held together with this by tests.
indirect enum Shape: Sendable {
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
  var mappingShape: Shape? {
    switch self {
    case .mapping, .named: self
    case .either(let shapes): shapes.lazy.compactMap(\.mappingShape).first
    case .scalar, .list: nil
    }
  }
}

/// The forms of single values.
enum ScalarForm: Hashable, Sendable {
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
  case amountRule
  case backoff
  case nodes
  case placePair
  case objective
  case constant(String)
}

/// What a number of a distribution counts.
enum QuantityKind: String, Hashable, Sendable {
  case time
  case count
  case money

  /// In messages: `a time`.
  var article: String {
    switch self {
    case .time: "a time"
    case .count: "a plain count"
    case .money: "an amount of money"
    }
  }
}

/// One key of a mapping.
struct KeySpec: Sendable {
  /// When a key may stand.
  enum Scope: Hashable, Sendable {
    case always
    /// Only in tiers with this operation.
    case operation(String)
    /// Only where the other key stands too.
    case with(String)
  }

  /// The canonical spelling, words joined by hyphens.
  var name: String
  var shape: Shape
  var isRequired = false
  /// What holds when the key is not there, as it would be written.
  var fallback: String?
  var scope = Scope.always
  /// One sentence for the schema and the reference.
  var summary: String
  /// Examples as they are written in YAML.
  var examples: [String] = []
}

/// The keys of one kind of mapping.
struct KeyTable: Sendable {
  /// In messages: `a tier`.
  var what: String
  var keys: [KeySpec]
  /// Keys such as `shenzhen - shanghai` beside the fixed ones.
  var hasPlacePairs = false

  /// The canonical spelling of a key: words may be joined by spaces, hyphens or underscores.
  static func canonical(_ key: String) -> String {
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

  func spec(_ key: String) -> KeySpec? {
    let name = Self.canonical(key)
    return keys.first { $0.name == name }
  }

  /// True for keys that name two places.
  func isPlacePair(_ key: String) -> Bool { hasPlacePairs && key.contains(" - ") }
}
