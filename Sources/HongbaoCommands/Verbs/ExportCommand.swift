import ArgumentParser

/// `hongbao export ID... --as FORMAT`: the same as `hongbao runs export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export runs for other tools; the same as hongbao runs export.",
    discussion: RunsExportCommand.configuration.discussion
      .replacing("hongbao runs export", with: "hongbao export"))

  @OptionGroup var options: ExportOptions

  func run() throws { try options.run() }
}
