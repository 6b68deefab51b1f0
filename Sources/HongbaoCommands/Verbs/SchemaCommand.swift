import ArgumentParser
import Reports
import ScenarioLanguage

/// `hongbao schema`: JSON Schemas for editors and for readers of results.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, results or comparisons.",
    discussion: """
      EXAMPLES
        hongbao schema > scenario.schema.json
        hongbao schema --result | jq '.properties | keys'
      """)

  @Flag(name: .long, help: "The schema of result.json and of --format json.")
  var result = false

  @Flag(name: .long, help: "The schema of comparison.json and of compare --format json.")
  var comparison = false

  func validate() throws {
    if result && comparison {
      throw ValidationError("--result and --comparison contradict each other")
    }
  }

  func run() throws {
    let text =
      comparison
      ? ComparisonDocument.schema() : result ? ResultSchema.json() : ScenarioSchema.json()
    try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
