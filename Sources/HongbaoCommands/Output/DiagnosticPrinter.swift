import Foundation
import ScenarioLanguage
import ScenarioTypes

/// Shows diagnostics on standard error.
struct DiagnosticPrinter {
  var style: StyleOptions

  /// Prints them all, and for GitHub's log one annotation each.
  func show(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let text = DiagnosticRenderer.text(
      diagnostics, color: style.usesColor(on: .error), ascii: style.usesASCII)
    StandardStream.error.tell(text.hasSuffix("\n") ? text : text + "\n")
    annotate(diagnostics.map(WorkflowAnnotation.init))
  }

  /// The scenario that was read, after its warnings are shown; or its mistakes, and an exit.
  ///
  /// - Throws: `ExitCode` 66 where a file cannot be read, 65 where it is invalid.
  func accept(
    _ outcome: ScenarioLoader.Outcome, showsWarnings: Bool = true
  ) throws -> LoadedScenario {
    switch outcome {
    case .loaded(let loaded, let warnings):
      if showsWarnings { show(warnings) }
      return loaded
    case .unreadable(let diagnostic):
      show([diagnostic])
      throw ExitStatus.missingInput.error
    case .invalid(let diagnostics):
      show(diagnostics)
      throw ExitStatus.invalidInput.error
    }
  }

  /// Prints annotations when GitHub Actions runs this.
  func annotate(_ annotations: [WorkflowAnnotation]) {
    guard ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" else { return }
    for annotation in annotations { StandardStream.error.tell(annotation.command + "\n") }
  }
}
