/// A contract as a document of its own.
extension SchemaType {
  /// JSON Schema (draft-07) with a description of every key; of an object.
  func document(title: String) -> String {
    guard case .object(let members) = schema else { return "{}\n" }
    let head: [JSONValue.Member] = [
      .init(key: "$schema", value: .string("http://json-schema.org/draft-07/schema#")),
      .init(key: "title", value: .string(title)),
    ]
    return JSONValue.object(head + members).prettyText
  }

  /// The same as a Markdown table, one row a key.
  var markdownTable: String {
    var text = "| key | type | meaning |\n| --- | --- | --- |\n"
    for row in rows(path: "") {
      text += "| `\(row.path)` | \(row.type) | \(row.meaning) |\n"
    }
    return text
  }
}

extension SchemaKey {
  /// What studies say of their scenario's parameters.
  static var assumptions: SchemaKey {
    SchemaKey(
      "assumptions",
      .array(
        .object([
          SchemaKey("path", .string, "For example `tiers.cache.nodes`."),
          SchemaKey("value", .string, "As in the file."),
          SchemaKey("provenance", .string, "`measured`, `calibrated` or `assumed`."),
          SchemaKey("source", .string, "The words behind the tag."),
        ])), "Parameters with their tags.")
  }
}
