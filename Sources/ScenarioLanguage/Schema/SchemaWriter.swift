/// Turns the tables of the grammar into the parts of a JSON Schema.
struct SchemaWriter {
  /// The tables and forms that were met, by name.
  private(set) var definitions: [(String, SchemaValue)] = []

  /// Keys of which a mapping may have only one.
  private static let exclusive = [
    Grammar.population.what: ["sends", "requests", "clients"],
    Grammar.requests.what: ["curve", "rate", "between"],
  ]

  /// Keys that stand in for the exclusive ones of a mapping.
  private static let substitutes = [Grammar.requests.what: ["at-start"]]

  // MARK: - Tables

  /// The members of the schema of a mapping with known keys.
  ///
  /// Keys that must be there are left out: files merge, and so only the whole has them all. See
  /// `needs`.
  mutating func members(of table: KeyTable) -> [(String, SchemaValue)] {
    var properties: [(String, SchemaValue)] = []
    var patterns: [(String, SchemaValue)] = []
    for key in table.keys {
      let value = schema(of: key)
      properties.append((key.name, value))
      if key.name.contains("-") { patterns.append((Self.otherSpelling(key.name), value)) }
    }
    if table.hasPlacePairs {
      patterns.append((SchemaPattern.anchored(SchemaPattern.placePair), schema(of: Grammar.link)))
    }
    var members: [(String, SchemaValue)] = [
      ("type", .string("object")), ("properties", .object(properties)),
    ]
    if !patterns.isEmpty { members.append(("patternProperties", .object(patterns))) }
    members.append(("additionalProperties", .boolean(false)))
    if let keys = Self.exclusive[table.what] {
      let pairs = keys.indices.flatMap { first in
        keys[(first + 1)...].map { SchemaValue.required([keys[first], $0]) }
      }
      members.append(("not", .anyOf(pairs)))
    }
    let operations = Self.operationRules(of: table)
    if !operations.isEmpty { members.append(("allOf", .array(operations))) }
    return members
  }

  /// The key in the spellings that are not canonical.
  private static func otherSpelling(_ name: String) -> String {
    "^" + name.replacing("-", with: "[ _]") + "$"
  }

  /// A key in all its spellings.
  static func spellings(_ name: String) -> [String] {
    name.contains("-")
      ? [name, name.replacing("-", with: " "), name.replacing("-", with: "_")]
      : [name]
  }

  /// True when the key is there in any spelling.
  static func isThere(_ name: String) -> SchemaValue {
    .anyOf(spellings(name).map { .required([$0]) })
  }

  /// Keys that stand only beside another one.
  private static func dependencies(of table: KeyTable) -> [(String, SchemaValue)] {
    table.keys.flatMap { key -> [(String, SchemaValue)] in
      guard case .withAny(let others) = key.scope else { return [] }
      return spellings(key.name).map { ($0, .anyOf(others.map(isThere))) }
    }
  }

  /// Keys that stand only in tiers with a certain operation.
  private static func operationRules(of table: KeyTable) -> [SchemaValue] {
    var groups: [[String]] = []
    for case .operations(let names) in table.keys.map(\.scope) where !groups.contains(names) {
      groups.append(names)
    }
    return groups.map { group in
      let names = table.keys.filter { $0.scope == .operations(group) }.map(\.name)
      let others = Grammar.operations.filter { !group.contains($0) }
      return .object([
        ("if", isOperation(others)),
        ("then", .object([("not", .anyOf(names.map { isThere($0) }))])),
      ])
    }
  }

  /// True for a tier with one of the operations.
  private static func isOperation(_ names: [String]) -> SchemaValue {
    .object([
      ("properties", .object([("operation", .object([("enum", .strings(names))]))])),
      ("required", .strings(["operation"])),
    ])
  }

  // MARK: - Keys

  private mutating func schema(of key: KeySpec) -> SchemaValue {
    let words = key.name.split(separator: "-").joined(separator: " ")
    var description = key.summary
    if let fallback = key.fallback { description += " Default: \(fallback)" }
    var members: [(String, SchemaValue)] = [
      ("title", .string(words.prefix(1).uppercased() + words.dropFirst())),
      ("description", .string(description)),
    ]
    if let fallback = key.fallback { members.append(("default", Self.value(fallback, key.shape))) }
    if !key.examples.isEmpty {
      members.append(("examples", .array(key.examples.map { Self.value($0, key.shape) })))
    }
    if case .object(let own) = schema(of: key.shape) {
      // Readers of draft-07 overlook what stands beside `$ref`.
      let isReference = own.first?.0 == "$ref"
      members += isReference ? [("allOf", .array([.object(own)]))] : own
    }
    return .object(members)
  }

  /// A value as it is written in YAML, as JSON.
  private static func value(_ text: String, _ shape: Shape) -> SchemaValue {
    if text.hasPrefix("["), text.hasSuffix("]") {
      let parts = text.dropFirst().dropLast().split(separator: ",")
      return .strings(parts.map { part in String(part.drop { $0 == " " }) })
    }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    return UInt64(text).map { .integer($0) } ?? .string(text)
  }

  // MARK: - Shapes

  mutating func schema(of shape: Shape) -> SchemaValue {
    switch shape {
    case .scalar(let form): return schema(of: form)
    case .list(.mapping(let table)) where table.what == Grammar.fault.what:
      return .object([("type", .string("array")), ("items", fault())])
    case .list(let inner):
      // Lists do not merge: each element is whole.
      let needs = Self.needs(inner)
      let items = schema(of: inner)
      var members: [(String, SchemaValue)] = [
        ("type", .string("array")),
        ("items", needs.isEmpty ? items : .object([("allOf", .array([items, needs]))])),
      ]
      if case .scalar(.tierName) = inner { members.append(("uniqueItems", .boolean(true))) }
      return .object(members)
    case .mapping(let table):
      let name = Self.name(of: table)
      if !definitions.contains(where: { $0.0 == name }) {
        definitions.append((name, .object([])))
        let value = SchemaValue.object([("title", .string(table.what))] + members(of: table))
        define(name, value)
      }
      return Self.reference(name)
    case .named(let inner):
      var names: [(String, SchemaValue)] = [
        ("pattern", .string(SchemaPattern.anchored(SchemaPattern.name)))
      ]
      if case .mapping(let table) = inner, table.what == Grammar.tier.what {
        // An objective could not tell such a tier from the kind of request.
        names.append(("not", .object([("enum", .strings(Grammar.flow.keys.map(\.name)))])))
      }
      return .object([
        ("type", .string("object")), ("minProperties", .integer(1)),
        ("propertyNames", .object(names)), ("additionalProperties", schema(of: inner)),
      ])
    case .either(let shapes):
      var choices: [SchemaValue] = []
      for shape in shapes {
        guard case .list = shape, case .object(let members) = schema(of: shape) else {
          choices.append(schema(of: shape))
          continue
        }
        // A list that stands for a value or a mapping says at least one thing.
        choices.append(.object(members + [("minItems", .integer(1))]))
      }
      return .object([("anyOf", .array(choices))])
    }
  }

  private mutating func define(_ name: String, _ value: SchemaValue) {
    if let index = definitions.firstIndex(where: { $0.0 == name }) {
      definitions[index].1 = value
    } else {
      definitions.append((name, value))
    }
  }

  private static func reference(_ name: String) -> SchemaValue {
    .object([("$ref", .string("#/definitions/\(name)"))])
  }

  /// `a flow path` becomes `flow-path`.
  private static func name(of table: KeyTable) -> String {
    let words = table.what.split(separator: " ").filter { !["a", "an", "the"].contains($0) }
    return words.joined(separator: "-")
  }

  /// One fault: its times, exactly one kind, and the keys of that kind.
  private mutating func fault() -> SchemaValue {
    var members = members(of: KeyTable(what: Grammar.fault.what, keys: Grammar.fault.keys))
    var dependencies = FaultForm.all.compactMap { form -> (String, SchemaValue)? in
      let needed = form.parameters.filter(\.isRequired).map(\.name)
      return needed.isEmpty ? nil : (form.key.name, .required(needed))
    }
    for key in Grammar.fault.keys where !FaultForm.all.contains(where: { $0.key.name == key.name })
    {
      let kinds = FaultForm.all.filter { $0.parameters.contains { $0.name == key.name } }
      guard !kinds.isEmpty else { continue }
      dependencies.append((key.name, .anyOf(kinds.map { .required([$0.key.name]) })))
    }
    members.append(("dependencies", .object(dependencies)))
    members.append(("required", .strings(Grammar.faultTimes.filter(\.isRequired).map(\.name))))
    members.append(("oneOf", .array(FaultForm.all.map { .required([$0.key.name]) })))
    define("fault", .object([("title", .string(Grammar.fault.what))] + members))
    return Self.reference("fault")
  }

  // MARK: - What must be there

  /// The schema that asks for the keys that a whole mapping must have, at all depths.
  static func needs(_ table: KeyTable) -> SchemaValue {
    var all: [SchemaValue] = []
    var properties: [(String, SchemaValue)] = []
    var patterns: [(String, SchemaValue)] = []
    let simple = table.keys.filter {
      $0.isRequired && $0.scope == .always && !$0.name.contains("-") && $0.isOptionalFor.isEmpty
    }
    for key in table.keys {
      let inner = needs(key.shape)
      if !inner.isEmpty {
        if key.name.contains("-") {
          patterns.append((SchemaPattern.anchored(SchemaPattern.spelled(key.name)), inner))
        } else {
          properties.append((key.name, inner))
        }
      }
      guard key.isRequired else { continue }
      switch key.scope {
      case .always:
        if !key.isOptionalFor.isEmpty {
          all.append(
            .object([("if", isOperation(key.isOptionalFor)), ("else", isThere(key.name))]))
        } else if key.name.contains("-") {
          all.append(isThere(key.name))
        }
      case .withAny(let others):
        all.append(
          .object([
            ("if", .anyOf(others.map { .required([$0]) })), ("then", isThere(key.name)),
          ]))
      case .operations(let names):
        all.append(.object([("if", isOperation(names)), ("then", isThere(key.name))]))
      }
    }
    if let keys = exclusive[table.what] {
      all.append(.anyOf((keys + (substitutes[table.what] ?? [])).map { isThere($0) }))
    }
    if table.hasPlacePairs {
      patterns.append((SchemaPattern.anchored(SchemaPattern.placePair), needs(Grammar.link)))
    }
    var members: [(String, SchemaValue)] = []
    if !simple.isEmpty { members.append(("required", .strings(simple.map(\.name)))) }
    if !properties.isEmpty { members.append(("properties", .object(properties))) }
    if !patterns.isEmpty { members.append(("patternProperties", .object(patterns))) }
    let companions = dependencies(of: table)
    if !companions.isEmpty { members.append(("dependencies", .object(companions))) }
    if !all.isEmpty { members.append(("allOf", .array(all))) }
    return .object(members)
  }

  private static func needs(_ shape: Shape) -> SchemaValue {
    switch shape {
    case .scalar, .list: return .object([])
    case .mapping(let table): return needs(table)
    case .named(let inner):
      let inside = needs(inner)
      return .object(inside.isEmpty ? [] : [("additionalProperties", inside)])
    case .either:
      return shape.mappingShape.map { needs($0) } ?? .object([])
    }
  }
}
