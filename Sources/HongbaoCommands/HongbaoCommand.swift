import ArgumentParser

/// The root of the command tree.
struct HongbaoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hongbao",
    abstract: "Simulates a red-packet cluster at its peak, request by request.",
    discussion: """
      EXAMPLES
        hongbao init office.yaml
        hongbao run topologies/new-year-peak.yaml
        hongbao validate topologies/*.yaml

      The exit status says how it went: see 'hongbao help exit-codes'. Every verb has a page: see \
      'hongbao man run'. The words of scenarios are in docs/scenario-language.md, those of results \
      in docs/result.md; 'hongbao schema' prints both for programs. Nothing is sent anywhere: \
      there is no telemetry.
      """,
    version: ToolVersion.line,
    subcommands: [
      RunCommand.self, CompareCommand.self, CapacityCommand.self, SweepCommand.self,
      WatchCommand.self, InspectCommand.self, MergeCommand.self, LaunchCommand.self,
      ReportCommand.self, RunsCommand.self, ExportCommand.self, ImportCommand.self,
      ServeCommand.self, TwinCommand.self, InitCommand.self, ValidateCommand.self,
      MigrateCommand.self, SchemaCommand.self, ExplainCommand.self,
      DoctorCommand.self, CompletionsCommand.self, ManualCommand.self, LicensesCommand.self,
    ])
}
