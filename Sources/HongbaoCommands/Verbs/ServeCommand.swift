import ArgumentParser

/// `hongbao serve`: becomes hongbao-live, which alone is built with HTTP/2.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a dashboard: edit, run and watch scenarios in a browser.",
    discussion: """
      It listens on this machine alone unless told otherwise. Its options are those of \
      hongbao-live serve: see hongbao serve --help, and docs/dashboard.md.

      EXAMPLES
        hongbao serve --port 8080
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Options of hongbao-live serve.", valueName: "option"))
  var words: [String] = []

  func run() throws { try SiblingProgram(name: "hongbao-live").become(["serve"] + words) }
}
