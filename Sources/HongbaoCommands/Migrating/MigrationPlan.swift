import Glibc
import ScenarioLanguage
import ScenarioTypes

/// What becomes of some files: all are read before any is changed.
struct MigrationPlan {
  /// In the order of the command line; a file under two names once.
  private(set) var files: [MigrationDocument.File] = []
  /// The new texts of those that are older, by name.
  private(set) var texts: [String: String] = [:]
  /// The worst of the mistakes; nil when there is none.
  private(set) var status: ExitStatus?
  /// What each was before it was changed: its rights, and how many names it has.
  private var before: [String: stat] = [:]

  /// Reads the files.
  ///
  /// - Parameter note: told what is left out.
  init(_ names: [String], note: (String) -> Void) {
    var seen: [String: String] = [:]
    for name in names {
      if let real = Self.real(name) {
        if let first = seen[real] {
          note("`\(name)` is `\(first)` under another name, and is taken once")
          continue
        }
        seen[real] = name
      }
      add(name)
    }
  }

  /// The path without links; nil when there is no such file.
  private static func real(_ name: String) -> String? {
    guard let path = realpath(name, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private mutating func add(_ name: String) {
    var information = stat()
    if stat(name, &information) == 0 { before[name] = information }
    switch ScenarioMigration.migrate(path: name) {
    case .current: files.append(MigrationDocument.File(file: name, state: .current))
    case .changed(let text, let words):
      texts[name] = text
      files.append(MigrationDocument.File(file: name, state: .older, changes: words))
    case .unreadable(let diagnostic):
      files.append(
        MigrationDocument.File(file: name, state: .unreadable, diagnostics: [diagnostic]))
      status = status ?? .missingInput
    case .invalid(let diagnostics):
      files.append(
        MigrationDocument.File(file: name, state: .invalid, diagnostics: diagnostics))
      status = .invalidInput
    }
  }

  /// The answer as JSON has it.
  var document: MigrationDocument {
    MigrationDocument(version: ScenarioMigration.version, files: files)
  }

  /// Where the text of before goes.
  static func backup(of file: String) -> String { "\(file).bak" }

  /// The bytes of a file.
  ///
  /// - Throws: the exit status, after the reason is told.
  func bytes(of file: String) throws -> [UInt8] {
    guard let bytes = AtomicFile.read(file) else {
      StandardStream.error.tell("error: cannot read `\(file)`\n")
      throw ExitStatus.missingInput.error
    }
    return bytes
  }

  /// Keeps what a file was, and puts its new text in place: whoever looks sees one or the other. A
  /// link stays. Who may read the file may read it afterwards, and its backup, and nobody else.
  ///
  /// - Throws: `OutputFailure`, or the exit status.
  mutating func write(_ index: Int) throws {
    let file = files[index].file
    guard let text = texts[file] else { return }
    let kept = Self.backup(of: file)
    try AtomicFile.writeNew(
      String(decoding: try bytes(of: file), as: UTF8.self), to: kept, mode: before[file]?.st_mode)
    try NamedOutput.write(Array(text.utf8), to: file)
    files[index].state = .changed
    files[index].backup = kept
  }

  /// How many names, beside those that are migrated, a file had that was changed.
  func otherNames(of file: String) -> Int {
    guard let own = before[file] else { return 0 }
    let named = files.count { other in
      before[other.file].map { $0.st_dev == own.st_dev && $0.st_ino == own.st_ino } ?? false
    }
    return max(0, Int(own.st_nlink) - named)
  }
}
