import ArgumentParser

/// The root of the command tree.
struct HongbaoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hongbao",
    abstract: "Simulates a red-packet cluster at its peak, request by request.",
    discussion: """
      EXAMPLES
        hongbao run topologies/new-year-peak.yaml
        hongbao validate topologies/*.yaml

      The exit status says how it went: see 'hongbao help exit-codes'.
      """,
    version: ToolVersion.line,
    subcommands: [
      RunCommand.self, CapacityCommand.self, MergeCommand.self, LaunchCommand.self,
      ValidateCommand.self, SchemaCommand.self, ExplainCommand.self,
    ])
}
