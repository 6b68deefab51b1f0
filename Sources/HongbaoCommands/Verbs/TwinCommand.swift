import ArgumentParser

/// `hongbao twin`: becomes hongbao-live, which alone is built with HTTP/2.
struct TwinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "twin",
    abstract: "Answer real HTTP/2 requests as the simulated cluster would, in real time.",
    discussion: """
      It listens on this machine alone unless told otherwise. Its options are those of \
      hongbao-live twin: see hongbao twin --help, and docs/twin.md.

      EXAMPLES
        hongbao twin topologies/new-year-peak.yaml --speed 1x --port 8080
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The scenario, and options of hongbao-live twin.", valueName: "word"))
  var words: [String] = []

  func run() throws { try SiblingProgram(name: "hongbao-live").become(["twin"] + words) }
}
