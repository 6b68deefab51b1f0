import ArgumentParser
import ScenarioLanguage

/// `hongbao explain CODE`: what a code means and how to mend it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain the code of an error or warning.",
    discussion: """
      EXAMPLES
        hongbao explain S0204
        hongbao explain A0001
      """)

  @Argument(help: ArgumentHelp("The code in brackets: error[S0204].", valueName: "code"))
  var code: String

  func run() throws {
    let known = code.uppercased()
    guard
      let text = CommandCatalog.explanation(of: known)
        ?? DiagnosticCatalog.explanation(of: known)
    else {
      throw ValidationError("there is no code '\(code)'; codes look like S0204")
    }
    try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
