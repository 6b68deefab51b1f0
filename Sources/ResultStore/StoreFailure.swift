import GRDB

/// Why the database of runs cannot be read or written.
public struct StoreFailure: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// There is no such file.
    case missing
    /// The file or its folder cannot be opened, or may not be written.
    case noAccess
    /// Another process holds it for longer than is waited.
    case locked
    /// The disk is full.
    case full
    /// The file is no database, or one of another program.
    case foreign
    /// The file was written by a newer version of the tool.
    case newer
    /// The file is damaged.
    case damaged
    /// The system could not read or write.
    case other
  }

  public var kind: Kind
  /// The database.
  public var path: String
  /// The reason in words, for the end of a sentence.
  public var reason: String

  init(_ kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  /// Says what an error of SQLite means.
  init(_ error: any Error, path: String) {
    if let failure = error as? StoreFailure {
      self = failure
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.other, path: path, reason: "\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_CANTOPEN:
      self.init(.noAccess, path: path, reason: "it cannot be opened")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.noAccess, path: path, reason: "it may not be written")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      let wait = Int(ResultStore.longestWaitSeconds)
      self.init(.locked, path: path, reason: "another process held it for more than \(wait) s")
    case .SQLITE_FULL: self.init(.full, path: path, reason: "the disk is full")
    case .SQLITE_NOTADB: self.init(.foreign, path: path, reason: "the file is no database")
    case .SQLITE_CORRUPT:
      self.init(.damaged, path: path, reason: "it is damaged: \(error.message ?? "")")
    default:
      self.init(
        .other, path: path,
        reason: error.message ?? "SQLite error \(error.extendedResultCode.rawValue)")
    }
  }

  /// What can be done about it.
  public var help: String {
    switch kind {
    case .missing: "`hongbao run` makes it; `--out DIR` names the folder of results that has it"
    case .noAccess: "look at the rights of the file and of its folder, which takes a journal"
    case .locked: "end the program that holds it open, or try again"
    case .full: "make room, or name another folder with --out"
    case .foreign: "move the file away, or name another folder with --out"
    case .newer: "use the version of hongbao that wrote it, or another folder with --out"
    case .damaged:
      "save what is there with `sqlite3 FILE .recover`, and move the file away"
    case .other: "look at the disk and at the rights of the folder"
    }
  }
}
