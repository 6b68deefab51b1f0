import ArgumentParser
import Reports
import ScenarioLanguage

/// `hongbao schema`: JSON Schemas for editors and for readers of results.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, or of results.",
    discussion: """
      EXAMPLES
        hongbao schema > scenario.schema.json
        hongbao schema --result | jq '.properties | keys'
      """)

  @Flag(name: .long, help: "The schema of result.json and of --format json.")
  var result = false

  func run() throws {
    let text = result ? ResultSchema.json() : ScenarioSchema.json()
    try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
