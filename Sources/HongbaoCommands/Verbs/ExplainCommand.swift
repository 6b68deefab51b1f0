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

  @OptionGroup var logging: LogOptions

  func run() throws {
    let known = code.uppercased()
    guard
      let text = CommandCatalog.explanation(of: known)
        ?? DiagnosticCatalog.explanation(of: known)
    else {
      StandardStream.error.tell(
        """
        error: there is no code `\(code)`
          = help: codes stand in the brackets of a message, as S0204 in error[S0204]

        """)
      throw ExitStatus.usage.error
    }
    try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
