import Foundation
import Reports
import ResultTypes

/// The last steps of every verb that gives a result: files, standard output, verdict.
struct ResultDelivery {
  var output: OutputOptions
  /// The scenario's file, for annotations.
  var file: String

  /// Puts the folder in place in one step; false when a signal came before. A partial result is
  /// there because of a signal.
  func save(_ folder: RunFolder) throws -> Bool {
    let replacement = folder.replacement(in: output.folder)
    let files = try folder.files(date: Date().ISO8601Format())
    let isPartial = folder.result.partial != nil
    let mayCommit = { isPartial || Interruption.status == nil }
    guard try replacement.commit(files, mayCommit: mayCommit) else {
      return false
    }
    if !output.quiet {
      StandardStream.error.tell("note: wrote \(replacement.target)/report.html\n")
    }
    return true
  }

  /// Writes the result to standard output.
  func show(_ result: RunResult, _ machine: MachineResult) throws {
    let text =
      switch output.printedFormat {
      case .text:
        ResultDocument.text(
          result, machine: machine, color: output.style.usesColor(on: .output),
          ascii: output.style.usesASCII)
      case .json: ResultDocument.json(result, machine: machine)
      case .csv: ResultDocument.summaryCSV(result)
      case .markdown: ResultDocument.markdown(result, machine: machine)
      }
    try StandardStream.output.write(text)
  }

  /// Ends with an error when the audit or an objective failed.
  func judge(_ result: RunResult) throws {
    if !result.audit.violations.isEmpty {
      for violation in result.audit.violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      throw ExitStatus.internalError.error
    }
    let failed = result.objectives.filter { !$0.passed }
    guard !failed.isEmpty else { return }
    for objective in failed {
      StandardStream.error.tell("error: objective failed: \(objective.expression)\n")
    }
    DiagnosticPrinter(style: output.style).annotate(
      failed.map {
        WorkflowAnnotation(
          level: "error", file: file, line: $0.line, title: "objective failed",
          message: $0.expression)
      })
    throw ExitStatus.objectiveFailed.error
  }
}
