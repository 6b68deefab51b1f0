/// The contract of `result.json` and of `--format json`, as JSON Schema and as a table.
public enum ResultSchema {
  /// JSON Schema (draft-07) with a description of every key.
  public static func json() -> String {
    root.document(title: "hongbao result, schemaVersion 1")
  }

  /// The same as a Markdown table, one row a key, for `docs/result.md`.
  public static func markdownTable() -> String {
    root.markdownTable
  }
}

/// What a key holds.
indirect enum SchemaType: Sendable {
  case integer, number, fraction, string, boolean
  /// The same or null.
  case nullable(SchemaType)
  case array(SchemaType)
  /// An object with any keys; what they mean is named.
  case map(keys: String, SchemaType)
  case object([SchemaKey])

  /// JSON Schema of a value.
  var schema: JSONValue {
    func value(_ members: [(String, JSONValue)]) -> JSONValue {
      .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
    }
    switch self {
    case .integer: return value([("type", .string("integer"))])
    case .number: return value([("type", .string("number"))])
    case .fraction:
      return value([
        ("type", .string("number")), ("minimum", .number("0")),
      ])
    case .string: return value([("type", .string("string"))])
    case .boolean: return value([("type", .string("boolean"))])
    case .nullable(let inner):
      return value([("anyOf", .array([inner.schema, value([("type", .string("null"))])]))])
    case .array(let inner):
      return value([("type", .string("array")), ("items", inner.schema)])
    case .map(let keys, let inner):
      return value([
        ("type", .string("object")),
        ("propertyNames", value([("description", .string(keys))])),
        ("additionalProperties", inner.schema),
      ])
    case .object(let keys):
      return value([
        ("type", .string("object")),
        (
          "properties",
          value(
            keys.map { key in
              guard case .object(let members) = key.type.schema else { return (key.name, .null) }
              let words = JSONValue.Member(key: "description", value: .string(key.meaning))
              return (key.name, .object([words] + members))
            })
        ),
        ("required", .array(keys.filter { !$0.isOptional }.map { .string($0.name) })),
        ("additionalProperties", .bool(false)),
      ])
    }
  }

  /// A word for the table.
  var word: String {
    switch self {
    case .integer: "integer"
    case .number: "number"
    case .fraction: "number, 0 to 1"
    case .string: "string"
    case .boolean: "boolean"
    case .nullable(let inner): inner.word + " or null"
    case .array(let inner): "array of " + inner.word
    case .map(let keys, let inner): "map by \(keys) of " + inner.word
    case .object: "object"
    }
  }

  /// The keys below this value with their paths.
  func rows(path: String) -> [(path: String, type: String, meaning: String)] {
    switch self {
    case .integer, .number, .fraction, .string, .boolean: []
    case .nullable(let inner): inner.rows(path: path)
    case .array(let inner): inner.rows(path: path + "[]")
    case .map(_, let inner): inner.rows(path: path + ".*")
    case .object(let keys):
      keys.flatMap { key in
        let below = path.isEmpty ? key.name : path + "." + key.name
        return [(path: below, type: key.type.word, meaning: key.meaning)]
          + key.type.rows(path: below)
      }
    }
  }
}

/// One key of an object.
struct SchemaKey: Sendable {
  var name: String
  var type: SchemaType
  var meaning: String
  var isOptional = false

  init(_ name: String, _ type: SchemaType, _ meaning: String, isOptional: Bool = false) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.isOptional = isOptional
  }
}
