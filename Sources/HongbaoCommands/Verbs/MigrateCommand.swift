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
      73). A file without version gets one. A mistake in one file, or a version that is newer \
      than this tool, leaves all files as they are (status 65). The present version is \
      \(ScenarioMigration.version), and there has been no other one.

      EXAMPLES
        hongbao migrate topologies/*.yaml
        hongbao migrate --check topologies/*.yaml
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

  @OptionGroup var style: StyleOptions

  /// A file with its new text.
  private struct Change {
    var file: String
    var text: String
    var words: [String]
  }

  func validate() throws {
    if check && stdout { throw ValidationError("--check and --stdout contradict each other") }
    if stdout && files.count > 1 { throw ValidationError("--stdout takes one file") }
    if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
      throw ValidationError("`\(twice)` is named twice")
    }
  }

  func run() throws {
    let (changes, current) = try read()
    if stdout {
      let bytes = try changes.first.map { Array($0.text.utf8) } ?? bytes(of: files[0])
      return try StandardStream.output.write(bytes)
    }
    for file in current {
      try StandardStream.output.write("\(file): version \(ScenarioMigration.version), as it is\n")
    }
    if !check { try refuseBackups(changes) }
    for change in changes {
      let words = change.words.joined(separator: "; ")
      guard !check else {
        try StandardStream.output.write("\(change.file): would change: \(words)\n")
        continue
      }
      try write(change)
      try StandardStream.output.write(
        "\(change.file): \(words); before: \(backup(of: change.file))\n")
    }
    if check, !changes.isEmpty {
      let count = changes.count == 1 ? "1 file" : "\(changes.count) files"
      StandardStream.error.tell(
        "error: \(count) would change\n  = help: `hongbao migrate` without --check changes them\n")
      throw ExitStatus.invalidInput.error
    }
  }

  /// Reads all files before any is changed.
  private func read() throws -> (changes: [Change], current: [String]) {
    let printer = DiagnosticPrinter(style: style)
    var changes: [Change] = []
    var current: [String] = []
    var status: ExitStatus?
    for file in files {
      switch ScenarioMigration.migrate(path: file) {
      case .current: current.append(file)
      case .changed(let text, let words):
        changes.append(Change(file: file, text: text, words: words))
      case .unreadable(let diagnostic):
        printer.show([diagnostic])
        status = status ?? .missingInput
      case .invalid(let diagnostics):
        printer.show(diagnostics)
        status = .invalidInput
      }
    }
    guard let status else { return (changes, current) }
    StandardStream.error.tell("error: nothing was changed\n")
    throw status.error
  }

  private func bytes(of file: String) throws -> [UInt8] {
    guard let bytes = AtomicFile.read(file) else {
      StandardStream.error.tell("error: cannot read `\(file)`\n")
      throw ExitStatus.missingInput.error
    }
    return bytes
  }

  // MARK: Writing

  private func backup(of file: String) -> String { "\(file).bak" }

  /// A backup is what somebody had: none is ever written over.
  private func refuseBackups(_ changes: [Change]) throws {
    let taken = changes.map { backup(of: $0.file) }.filter { access($0, F_OK) == 0 }
    guard !taken.isEmpty else { return }
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

  private func write(_ change: Change) throws {
    var before = stat()
    let hasMode = stat(change.file, &before) == 0
    let kept = backup(of: change.file)
    try AtomicFile.writeNew(
      String(decoding: try bytes(of: change.file), as: UTF8.self), to: kept)
    try NamedOutput.write(Array(change.text.utf8), to: change.file)
    // Who may read the file may read it afterwards, and nobody else.
    guard hasMode else { return }
    for path in [kept, change.file] { chmod(path, before.st_mode & 0o7777) }
  }
}
