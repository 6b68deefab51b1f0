import ArgumentParser
import Reports
import ScenarioLanguage

/// `hongbao schema`: JSON Schemas for editors and for readers of results.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, or of what the verbs answer.",
    discussion: """
      EXAMPLES
        hongbao schema > scenario.schema.json
        hongbao schema --result | jq '.properties | keys'
      """)

  @Flag(name: .long, help: "The schema of result.json and of --format json.")
  var result = false

  @Flag(name: .long, help: "The schema of comparison.json and of compare --format json.")
  var comparison = false

  @Flag(name: .long, help: "The schema of capacity.json and of capacity --format json.")
  var capacity = false

  @Flag(name: .long, help: "The schema of sweep.json and of sweep --format json.")
  var sweep = false

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if [result, comparison, capacity, sweep].count(where: { $0 }) > 1 {
      throw ValidationError(
        "--result, --comparison, --capacity and --sweep contradict each other")
    }
  }

  func run() throws {
    let text =
      if comparison {
        ComparisonDocument.schema()
      } else if capacity {
        CapacityDocument.schema()
      } else if sweep {
        SweepDocument.schema()
      } else {
        result ? ResultSchema.json() : ScenarioSchema.json()
      }
    try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
