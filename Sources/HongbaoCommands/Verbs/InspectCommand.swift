import ArgumentParser
import ClusterModel

/// `hongbao inspect FILE`: the same as `hongbao run FILE --dry-run`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what a run would be; the same as hongbao run --dry-run.",
    discussion: """
      Prints every value of the effective scenario with its origin: file and line, --set, or \
      default. Then what to expect of a run: requests, events, memory and time. Nothing is run to \
      its end or written.

      EXAMPLES
        hongbao inspect peak.yaml
        hongbao inspect peak.yaml --set tiers.cache.nodes=96 --json | jq .expected
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var options: RunOptions

  @OptionGroup var slice: SliceOptions

  @OptionGroup var statistics: StatisticsOptions

  func run() throws {
    var run = try RunCommand.parse(["--dry-run", "--", file])
    run.options = options
    run.slice = slice
    run.statistics = statistics
    try run.run(on: SingleRank())
  }
}
