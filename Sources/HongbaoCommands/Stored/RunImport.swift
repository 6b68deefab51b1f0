import Foundation
import ResultStore
import ResultTypes

/// The results that other machines made, found and checked before any of them is taken in.
struct RunImport {
  /// A result that can be taken in.
  struct Entry {
    /// The folder, or the file where it was named.
    var path: String
    var run: StoredRun
    /// What makes it the same run as others.
    var key: String
  }

  /// Each run once.
  private(set) var entries: [Entry] = []
  /// Runs that were found before in the same words, with the path of the first of them.
  private(set) var repeated: [(entry: Entry, first: String)] = []
  /// What was found and is no whole result, with the reason.
  private(set) var leftOut: [(path: String, reason: String)] = []
  /// What is wrong, all of it.
  private(set) var problems: [StoredProblem] = []
  private var seen: Set<String> = []

  /// Folders below the ones named that are looked into: results, scenario, run, and one more.
  private static let deepest = 4

  /// Finds the results in folders, which may be those of runs or lie above them, and in files.
  init(_ paths: [String]) {
    for path in paths { look(at: path) }
  }

  private mutating func look(at path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return problems.append(
        StoredProblem(.missingInput, "there is no file or folder `\(path)`"))
    }
    guard isFolder.boolValue else { return add(path, shownAs: path) }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    var hasShards = false
    guard !find(trimmed, Self.deepest, &hasShards) else { return }
    problems.append(
      StoredProblem(
        .missingInput, "there is no result in `\(path)`",
        help: hasShards
          ? "there are shards: `hongbao merge \(ShellWords.quoted(path))` makes a result of them"
          : "name a folder that hongbao run or hongbao merge wrote, or one above it"))
  }

  /// Answers whether there is any, also one that was found before.
  private mutating func find(_ folder: String, _ depth: Int, _ hasShards: inout Bool) -> Bool {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder).sorted() else {
      problems.append(StoredProblem(.missingInput, "cannot read the folder `\(folder)`"))
      return true
    }
    if names.contains(ShardManifest.name) { hasShards = true }
    if names.contains(StoredKind.run.fileName) {
      add("\(folder)/\(StoredKind.run.fileName)", shownAs: folder)
      return true
    }
    var hasAny = false
    for name in names where depth > 0 && !name.hasPrefix(".") {
      var isFolder: ObjCBool = false
      let path = "\(folder)/\(name)"
      if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        hasAny = find(path, depth - 1, &hasShards) || hasAny
      }
    }
    return hasAny
  }

  private mutating func add(_ file: String, shownAs path: String) {
    // The same folder may be named twice, or lie below another one that is named.
    let real = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    guard seen.insert(real).inserted else { return }
    do throws(StoredProblem) {
      let stored = try StoredFile.read(file)
      guard stored.kind == .run else {
        throw StoredProblem(
          .invalidInput, "`\(file)` is the answer of a study, and the database keeps runs",
          help: "`hongbao report \(ShellWords.quoted(file))` shows it")
      }
      guard file.split(separator: "/").last.map(String.init) != CapacityFolder.pictureName else {
        throw StoredProblem(
          .invalidInput, "`\(file)` is a point of a capacity study, and no run of its scenario",
          help: "`hongbao report` takes the folder of the study")
      }
      var run = try stored.run()
      if let partial = run.result.partial {
        return leftOut.append((path, partial.sentence))
      }
      try Self.checkBooks(run.result, file)
      run.replications = try stored.replications(of: run.result)
      try add(Entry(path: path, run: run, key: RunKey.of(KeptRun(run).summary)))
    } catch {
      problems.append(error)
    }
  }

  /// Of one run there can be one result: which of two others would be taken in must not depend on
  /// the order of folders.
  private mutating func add(_ entry: Entry) throws(StoredProblem) {
    guard let first = entries.first(where: { $0.key == entry.key }) else {
      return entries.append(entry)
    }
    let (one, other) = (first.run.result.fingerprint, entry.run.result.fingerprint)
    guard one != other else { return repeated.append((entry, first.path)) }
    throw StoredProblem(
      .invalidInput, code: CommandCatalog.otherResult,
      "`\(first.path)` has another result of the same run: fingerprint \(one.prefix(12)), not "
        + "\(other.prefix(12))", at: entry.path,
      help: "import one of the two; see hongbao explain \(CommandCatalog.otherResult)")
  }

  private static func checkBooks(_ result: RunResult, _ file: String) throws(StoredProblem) {
    let audit = result.audit
    var violation = audit.violations.first
    let parts = [audit.settledCents, audit.refundedCents, audit.openCents]
    let sum = parts.reduce((0, false) as (Int64, Bool)) { total, part in
      let (value, overflows) = total.0.addingReportingOverflow(part)
      return (value, total.1 || overflows)
    }
    if violation == nil, sum.1 || sum.0 != audit.issuedCents {
      violation = "issued \(audit.issuedCents) cents are not settled + refunded + open"
    }
    guard let violation else { return }
    throw StoredProblem(
      .invalidInput, code: CommandCatalog.auditViolation, "the audit does not hold: \(violation)",
      at: file, help: "its numbers are not to be trusted; see hongbao explain A0001")
  }
}
