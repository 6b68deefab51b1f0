import Digest
import Foundation
import Reports
import ResultTypes

/// A JSON file of results, with the `run.json` that lies beside it.
struct StoredFile {
  /// As it was named, or the folder that was named and the file in it.
  let path: String
  /// The folder that it lies in.
  let folder: String
  let kind: StoredKind
  let text: String
  /// Nil when there is none, it cannot be read, or it is that of another result.
  let record: RunRecord?

  /// What a word on the command line means as a path: a file, or a folder with a result in it; nil
  /// when it is no path.
  static func path(_ word: String) -> String? {
    let isNamedLikeOne = word.contains("/") || word.hasSuffix(".json")
    return isNamedLikeOne || FileManager.default.fileExists(atPath: word) ? word : nil
  }

  /// Reads a file, or the one that a folder has.
  ///
  /// - Throws: `StoredProblem`: 66 when it is not there, 65 when it is none of ours.
  static func read(_ path: String) throws(StoredProblem) -> StoredFile {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw StoredProblem(
        .missingInput, "there is no file or folder `\(path)`",
        help: "`hongbao runs list` shows the runs that are kept; an id needs no path")
    }
    guard isFolder.boolValue else { return try read(file: path) }
    let files = StoredKind.allCases.map { "\(path)/\($0.fileName)" }
    guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw StoredProblem(
        .missingInput, "the folder `\(path)` has no result.json",
        help: "name a run's folder, such as results/new-year-peak/seed-1-5d41402a")
    }
    return try read(file: file)
  }

  private static func read(file: String) throws(StoredProblem) -> StoredFile {
    guard let bytes = AtomicFile.read(file) else {
      throw StoredProblem(.missingInput, "cannot read `\(file)`")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let known = StoredKind.allCases.first { $0.fileName == name }
    guard let kind = known ?? StoredKind.of(text) else {
      throw StoredProblem(
        .invalidInput, code: CommandCatalog.damagedResult,
        "the file is no result, comparison, sweep or capacity study of hongbao", at: file)
    }
    let folder = name == file ? "." : String(file.dropLast(name.count + 1))
    let record = AtomicFile.read("\(folder)/\(RunRecord.name)").flatMap(RunRecord.init(json:))
    // A result that was put beside that of another run has none of its facts.
    let isOfText = record.map { text.contains($0.fingerprint) || sum(text) == $0.fingerprint }
    return StoredFile(
      path: file, folder: folder, kind: kind, text: text,
      record: isOfText == true ? record : nil)
  }

  private static func sum(_ text: String) -> String { SHA256.hexDigest(of: text.utf8) }

  /// The run of a `result.json`, after what can be checked is checked.
  ///
  /// - Throws: `StoredProblem` 65 with the place of what is wrong.
  func run() throws(StoredProblem) -> StoredRun {
    let result = try read { text throws(ResultDecodingError) in
      try ResultDocument.result(fromJSON: text)
    }
    guard ResultDocument.hasOwnFingerprint(text, result) else {
      throw damaged("its fingerprint is not that of its contents: something was changed in it")
    }
    guard SHA256.hexDigest(of: result.scenario.text.utf8) == result.scenario.digest else {
      throw damaged("the digest of its scenario is not that of the scenario's text")
    }
    if let objection = ResultPlausibility.objection(to: result) { throw damaged(objection) }
    return StoredRun(
      result: result, machine: record?.machine, command: record?.command,
      topology: record?.topology, options: record?.options)
  }

  /// The figures of each replication of a run of several; none where the folder does not have them,
  /// as those of older versions.
  ///
  /// - Throws: `StoredProblem` 65 when they are damaged, or those of another result.
  func replications(of run: RunResult) throws(StoredProblem) -> [ReplicationFigures] {
    let path = "\(folder)/\(ReplicationsDocument.fileName)"
    guard let bytes = AtomicFile.read(path) else { return [] }
    let (result, found) = try Self.decoded(
      String(decoding: bytes, as: UTF8.self), of: path
    ) { text throws(ResultDecodingError) in
      try ReplicationsDocument.replications(fromJSON: text)
    }
    guard result == run.fingerprint else {
      throw Self.damaged("they are the replications of another result", at: path)
    }
    guard let seconds = record?.replicationSeconds, seconds.count == found.count else {
      return found
    }
    return zip(found, seconds).map { figures, seconds in
      var timed = figures
      timed.wallSeconds = seconds
      return timed
    }
  }

  /// The run that the report of a capacity study shows; nil where the folder does not have it, as
  /// those of older versions.
  ///
  /// - Throws: `StoredProblem` 65 when it is damaged, or that of another study.
  func picture(of study: CapacityResult) throws(StoredProblem) -> RunResult? {
    let path = "\(folder)/\(CapacityFolder.pictureName)"
    guard let bytes = AtomicFile.read(path) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let run = try StoredFile(path: path, folder: folder, kind: .run, text: text, record: nil).run()
    guard run.result.scenario.digest == study.scenario.digest, run.result.tool == study.tool else {
      throw Self.damaged("it is the run of another study", at: path)
    }
    return run.result
  }

  /// What another document holds.
  ///
  /// - Throws: `StoredProblem` 65 with the place of what is wrong.
  func read<Document>(
    _ body: (String) throws(ResultDecodingError) -> Document
  ) throws(StoredProblem) -> Document {
    try Self.decoded(text, of: path, body)
  }

  private static func decoded<Document>(
    _ text: String, of path: String, _ body: (String) throws(ResultDecodingError) -> Document
  ) throws(StoredProblem) -> Document {
    do throws(ResultDecodingError) {
      return try body(text)
    } catch {
      guard !error.isOtherVersion else {
        throw StoredProblem(
          .invalidInput, code: CommandCatalog.otherLayout, error.description, at: path,
          help: "use the version of hongbao that wrote it")
      }
      throw damaged(error.description, at: path, line: error.line, column: error.column)
    }
  }

  private func damaged(_ message: String) -> StoredProblem { Self.damaged(message, at: path) }

  private static func damaged(
    _ message: String, at path: String, line: Int? = nil, column: Int? = nil
  ) -> StoredProblem {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return StoredProblem(
      .invalidInput, code: CommandCatalog.damagedResult, message, at: path + place,
      help: "copy the folder again, or run the scenario again")
  }
}
