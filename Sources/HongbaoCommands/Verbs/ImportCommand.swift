import ArgumentParser
import ResultStore
import ResultTypes

/// `hongbao import FOLDER...`: results of other machines into the database of runs.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take results that other machines made into the database of runs.",
    discussion: """
      Folders may be those of runs or lie above them. Every result is checked before any is taken \
      in: its layout, its fingerprint, the digest of its scenario, its books. When one is damaged, \
      or two folders have other results of the same run, nothing is taken in (status 65). The same \
      run twice is one run; what is in the database stays as it is. Partial results are left out \
      and named.

      EXAMPLES
        hongbao import ci-artifacts/results
        hongbao import node-a/results node-b/results --out results --json
      """)

  @Argument(
    help: ArgumentHelp("Folders of results, or files such as result.json.", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var paths: [String]

  @OptionGroup var store: StoreOptions

  @OptionGroup var formatting: PlainFormatOptions

  @OptionGroup var logging: LogOptions

  func run() throws {
    Interruption.listen()
    let found = RunImport(paths)
    guard found.problems.isEmpty else {
      for problem in found.problems { StandardStream.error.tell(problem.text) }
      StandardStream.error.tell("error: nothing was taken in\n")
      let isInvalid = found.problems.contains { $0.status == .invalidInput }
      throw (isInvalid ? ExitStatus.invalidInput : .missingInput).error
    }
    let (document, conflicts) = try take(found)
    try StandardStream.output.write(
      formatting.isJSON ? try document.json() : document.text)
    for conflict in conflicts { StandardStream.error.tell(conflict.text) }
    if !conflicts.isEmpty { throw ExitStatus.invalidInput.error }
    if let status = Interruption.status {
      StandardStream.error.tell(
        "error: stopped by a signal; \(document.runs.count { $0.state != "repeated" }) of "
          + "\(found.entries.count) results "
          + "are in the database, the same command goes on\n")
      throw status.error
    }
  }

  private func take(_ found: RunImport) throws -> (ImportDocument, [StoredProblem]) {
    let path = "\(store.folder)/\(ResultStore.fileName)"
    var document = ImportDocument(database: path)
    document.leftOut = found.leftOut.map { path, reason in
      ImportDocument.LeftOut(path: path, reason: reason)
    }
    var conflicts: [StoredProblem] = []
    guard !found.entries.isEmpty else { return (document, conflicts) }
    try FolderMaking.makeAll(store.folder)
    let database = try StoreOptions.telling("use") { () throws(StoreFailure) in
      try ResultStore.writable(at: path)
    }
    for entry in found.entries {
      if Interruption.status != nil { break }
      let result = entry.run.result
      let taking = try StoreOptions.telling("write") { () throws(StoreFailure) in
        try database.take(KeptRun(entry.run), stem: RunShelf.stem(result.scenario.name))
      }
      func add(_ id: String, _ state: String) {
        document.runs.append(
          ImportDocument.Run(
            path: entry.path, id: id, state: state, fingerprint: result.fingerprint))
        for (other, first) in found.repeated where first == entry.path {
          document.runs.append(
            ImportDocument.Run(
              path: other.path, id: id, state: "repeated", fingerprint: result.fingerprint))
        }
      }
      switch taking {
      case .added(let id): add(id, "added")
      case .present(let id): add(id, "present")
      case .differs(let id, let fingerprint):
        add(id, "differs")
        conflicts.append(Self.conflict(entry, id, fingerprint))
      }
    }
    return (document, conflicts)
  }

  private static func conflict(
    _ entry: RunImport.Entry, _ id: String, _ fingerprint: String
  ) -> StoredProblem {
    StoredProblem(
      .invalidInput, code: CommandCatalog.otherResult,
      "the run `\(id)` is in the database with another result: fingerprint "
        + "\(fingerprint.prefix(12)), not \(entry.run.result.fingerprint.prefix(12))",
      at: entry.path,
      help: "the one in the database stays; see hongbao explain \(CommandCatalog.otherResult)")
  }
}
