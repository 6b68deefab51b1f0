/// A scenario to start from, with every line explained: what `hongbao init` writes.
package struct Template: Sendable {
  /// One file of it.
  package struct File: Sendable {
    package var name: String
    package var text: String
    /// The schema is named in the first lines, for editors.
    package var isScenario: Bool

    init(_ name: String, _ text: String, isScenario: Bool = true) {
      self.name = name
      self.text = text
      self.isScenario = isScenario
    }
  }

  /// The word after `--template`.
  package var name: String
  /// One line for `--list`.
  package var summary: String
  /// The file to run comes first.
  package var files: [File]

  /// The file with the schema, which is written beside the others.
  package static let schemaFile = "hongbao.schema.json"

  /// The lines that name the schema to the YAML language server and to JetBrains' editors.
  package static let modelines = """
    # yaml-language-server: $schema=\(schemaFile)
    # $schema: \(schemaFile)

    """

  /// All of them, the simplest one first.
  package static let all: [Template] = [
    minimal, redPacketPeak, flashSale, ticketDrop, twoTopologies, traceReplay,
  ]

  /// The template of a name; nil when there is none.
  package static func named(_ name: String) -> Template? { all.first { $0.name == name } }
}
