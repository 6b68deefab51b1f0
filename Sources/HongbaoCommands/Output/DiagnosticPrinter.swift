import Foundation
import ScenarioLanguage

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

  /// Prints annotations when GitHub Actions runs this.
  func annotate(_ annotations: [WorkflowAnnotation]) {
    guard ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" else { return }
    for annotation in annotations { StandardStream.error.tell(annotation.command + "\n") }
  }
}
