import ArgumentParser
import Foundation
import Glibc
import ScenarioLanguage
import ScenarioTypes

/// `hongbao migrate FILE...`: scenario files in the words of the present version.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring scenario files to the present version of the language.",
    discussion: """
      Changes only what the version asks for: comments, order and layout of a file stay. What was \
      there before is kept as FILE.bak; when that is there already, nothing is changed (status \
      73). A link stays, and the file that it leads to is changed. A file without version gets \
      one. A mistake in one file, or a version that is newer than this tool, leaves all files as \
      they are (status 65). The present version is \(ScenarioMigration.version), and there has \
      been no other one.

      EXAMPLES
        hongbao migrate topologies/*.yaml
        hongbao migrate --check topologies/*.yaml
        hongbao migrate --check *.yaml --json | jq -r '.files[] | select(.state == "older").file'
        hongbao migrate old.yaml --stdout | diff old.yaml -
      """)

  @Argument(
    help: ArgumentHelp("The scenarios and topologies.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Flag(name: .long, help: "Write nothing, and end with status 65 if a file would change.")
  var check = false

  @Flag(name: .long, help: "Write the new text of one file to standard output, and nothing else.")
  var stdout = false

  @OptionGroup var formatting: PlainFormatOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  func validate() throws {
    if check && stdout { throw ValidationError("--check and --stdout contradict each other") }
    if stdout && formatting.isJSON {
      throw ValidationError("--stdout writes the text of the file, and contradicts --json")
    }
    if stdout && files.count > 1 { throw ValidationError("--stdout takes one file") }
    if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
      throw ValidationError("`\(twice)` is named twice")
    }
  }

  func run() throws {
    var plan = MigrationPlan(files) { logging.log.note($0) }
    if let status = plan.status {
      try refuse(plan)
      throw status.error
    }
    if stdout {
      let text = plan.files.first.flatMap { plan.texts[$0.file] }
      let bytes = try text.map { Array($0.utf8) } ?? plan.bytes(of: files[0])
      return try StandardStream.output.write(bytes)
    }
    if check { return try tellCheck(plan) }
    try refuseBackups(plan)
    do {
      for index in plan.files.indices {
        try plan.write(index)
        if !formatting.isJSON { try StandardStream.output.write(line(plan.files[index])) }
        if plan.files[index].state == .changed { tellHardLinks(of: plan.files[index].file, plan) }
      }
    } catch {
      // What was done before is done.
      if formatting.isJSON { try StandardStream.output.write(plan.document.json()) }
      throw error
    }
    if formatting.isJSON { try StandardStream.output.write(plan.document.json()) }
  }

  // MARK: Telling

  /// A line about a file.
  private func line(_ file: MigrationDocument.File) -> String {
    let words = file.changes.joined(separator: "; ")
    return switch file.state {
    case .current: "\(file.file): version \(ScenarioMigration.version), as it is\n"
    case .changed: "\(file.file): \(words); before: \(file.backup ?? "")\n"
    default: "\(file.file): would change: \(words)\n"
    }
  }

  /// Tells the mistakes of files.
  private func refuse(_ plan: MigrationPlan) throws {
    let printer = DiagnosticPrinter(style: style)
    let diagnostics = plan.files.map(\.diagnostics)
    if formatting.isJSON {
      try StandardStream.output.write(plan.document.json())
      printer.annotate(diagnostics.flatMap(\.self).map(WorkflowAnnotation.init))
    } else {
      for some in diagnostics { printer.show(some) }
    }
    StandardStream.error.tell("error: nothing was changed\n")
  }

  private func tellCheck(_ plan: MigrationPlan) throws {
    let text =
      formatting.isJSON ? try plan.document.json() : plan.files.map(line).joined()
    try StandardStream.output.write(text)
    let older = plan.files.count { $0.state == .older }
    guard older > 0 else { return }
    let count = older == 1 ? "1 file" : "\(older) files"
    StandardStream.error.tell(
      "error: \(count) would change\n  = help: `hongbao migrate` without --check changes them\n")
    throw ExitStatus.invalidInput.error
  }

  /// A file is put in the place of the old one, which its other names still are.
  private func tellHardLinks(of file: String, _ plan: MigrationPlan) {
    let others = plan.otherNames(of: file)
    guard others > 0 else { return }
    let names =
      others == 1
      ? "another name (a hard link), which still leads"
      : "\(others) other names (hard links), which still lead"
    logging.log.warn("`\(file)` had \(names) to the text of before")
  }

  /// A backup is what somebody had: none is ever written over.
  private func refuseBackups(_ plan: MigrationPlan) throws {
    let taken = plan.files.filter { $0.state == .older }.map { MigrationPlan.backup(of: $0.file) }
      .filter { access($0, F_OK) == 0 }
    guard !taken.isEmpty else { return }
    if formatting.isJSON { try StandardStream.output.write(plan.document.json()) }
    for path in taken {
      StandardStream.error.tell(
        """
        error: `\(path)` is there already, and no backup is written over
          = help: move it away

        """)
    }
    StandardStream.error.tell("error: nothing was changed\n")
    throw ExitStatus.cannotCreate.error
  }
}
