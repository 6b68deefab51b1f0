import Foundation
import GRDB

/// The database of runs, `hongbao.sqlite` in the folder of results.
///
/// SQLite with a rollback journal: one file that may be copied, that works on network file systems
/// and that can be read in a folder without rights to write. Writers take turns and wait for one
/// another; a process that is killed leaves the state before its transaction.
public final class ResultStore: Sendable {
  /// The name of the file in the folder of results.
  public static let fileName = "hongbao.sqlite"
  /// How long a writer waits for another one, in seconds.
  static let longestWaitSeconds = 10.0

  /// The file.
  public let path: String
  let queue: DatabaseQueue

  private init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// Opens the database to write, makes it if there is none, and brings an older one up to date.
  ///
  /// - Throws: `StoreFailure`; the file is as it was then.
  public static func writable(at path: String) throws(StoreFailure) -> ResultStore {
    do {
      let store = ResultStore(path: path, queue: try queue(path, isReadOnly: false))
      try store.checkOwner()
      try store.migrate()
      return store
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  /// Opens a database that is there to read; an older one that may be written is brought up to
  /// date.
  ///
  /// - Throws: `StoreFailure`.
  public static func readable(at path: String) throws(StoreFailure) -> ResultStore {
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreFailure(.missing, path: path, reason: "there is no such file")
    }
    do {
      let store = ResultStore(path: path, queue: try queue(path, isReadOnly: true))
      try store.checkOwner()
      let isCurrent = try store.queue.read { try StoreSchema.migrator.hasCompletedMigrations($0) }
      return isCurrent ? store : try writable(at: path)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // A process was killed while it wrote: what it began must be undone, which is a write.
      return try writable(at: path)
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  private static func queue(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(longestWaitSeconds)
    configuration.label = fileName
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Refuses the databases of other programs and of newer versions of this one.
  private func checkOwner() throws {
    let (owner, isEmpty, isNewer) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        // The table of migrations alone: another process is at the first one, or was killed there.
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0,
        try StoreSchema.migrator.hasBeenSuperseded(db)
      )
    }
    guard owner == StoreSchema.applicationID || isEmpty && owner == 0 else {
      throw StoreFailure(.foreign, path: path, reason: "it is the database of another program")
    }
    if isNewer {
      throw StoreFailure(.newer, path: path, reason: "a newer version of hongbao wrote it")
    }
  }

  /// Two processes may find an old file at once: the one that comes second finds the work done.
  private func migrate() throws {
    let migrator = StoreSchema.migrator
    var attempts = 0
    while try !queue.read({ try migrator.hasCompletedMigrations($0) }) {
      do {
        try migrator.migrate(queue)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_ERROR || error.resultCode == .SQLITE_CONSTRAINT
      {
        attempts += 1
        if attempts == 20 { throw error }
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  /// Lets the file grow no further, as a full disk would.
  package func limitPages() throws(StoreFailure) {
    do {
      try queue.writeWithoutTransaction { db in
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
      }
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  /// Writes in one transaction.
  func write<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) throws(StoreFailure) -> Value {
    do {
      return try queue.write(body)
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  /// Reads one state of the database.
  func read<Value: Sendable>(
    _ body: @Sendable (Database) throws -> Value
  ) throws(StoreFailure) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw StoreFailure(error, path: path)
    }
  }
}
