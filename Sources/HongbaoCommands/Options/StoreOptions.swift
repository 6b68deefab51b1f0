import ArgumentParser
import ResultStore

/// Where the database of runs is.
struct StoreOptions: ParsableArguments {
  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp("The folder of results that has hongbao.sqlite.", valueName: "dir"),
    completion: .directory)
  var folder = "results"

  /// The database's file.
  var path: String { "\(folder)/\(ResultStore.fileName)" }

  /// Opens the database to read, or to change it.
  ///
  /// - Throws: the exit status, after the reason is told: 66 without a database, 74 when it cannot
  ///   be used.
  func open(toWrite: Bool = false) throws -> ResultStore {
    try Self.telling("use") { () throws(StoreFailure) in
      // Only `run` and `merge` make one.
      let store = try ResultStore.readable(at: path)
      return toWrite ? try ResultStore.writable(at: store.path) : store
    }
  }

  /// Does something with the database; tells a failure and ends with its status.
  static func telling<Value>(
    _ action: String, _ body: () throws(StoreFailure) -> Value
  ) throws -> Value {
    do throws(StoreFailure) {
      return try body()
    } catch {
      StandardStream.error.tell(StoreWords.text(error, "error", "cannot \(action) the database"))
      throw (error.kind == .missing ? ExitStatus.missingInput : .inputOutput).error
    }
  }
}
