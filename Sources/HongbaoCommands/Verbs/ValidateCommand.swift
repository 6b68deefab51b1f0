import ArgumentParser
import Foundation
import ScenarioLanguage
import ScenarioTypes

/// `hongbao validate FILE...`: every mistake of every file, and nothing is run.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Find every mistake of scenario files without running them.",
    discussion: """
      Every file is checked, whatever is wrong with the ones before. One line for each good file \
      goes to standard output, mistakes go to standard error; with --json both go to \
      standard output.

      EXAMPLES
        hongbao validate topologies/*.yaml
        hongbao validate peak.yaml --json | jq '.files[].diagnostics'
      """)

  @Argument(
    help: ArgumentHelp("The scenarios.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @OptionGroup var formatting: PlainFormatOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  func run() throws {
    let printer = DiagnosticPrinter(style: style)
    var reports: [FileReport] = []
    for file in files {
      let (report, summary) = FileReport.check(file)
      reports.append(report)
      let told = report.diagnostics.filter {
        $0.severity == .error || logging.log.shows(.warning)
      }
      guard !formatting.isJSON else {
        printer.annotate(told.map(WorkflowAnnotation.init))
        continue
      }
      printer.show(told)
      if let summary { try StandardStream.output.write("\(file): \(summary)\n") }
    }
    if formatting.isJSON {
      try StandardStream.output.write(try ValidationDocument(files: reports).json())
    }
    if reports.contains(where: { $0.status == .invalidInput }) {
      throw ExitStatus.invalidInput.error
    }
    if reports.contains(where: { $0.status == .missingInput }) {
      throw ExitStatus.missingInput.error
    }
  }
}
