import Foundation
import ResultStore
import ResultTypes

/// Puts runs into the database of a results folder. What goes wrong there is a warning: the folder
/// of the run is safe.
struct RunShelf: Sendable {
  /// The folder of results.
  var folder: String

  /// The database.
  var path: String { "\(folder)/\(ResultStore.fileName)" }

  /// Keeps a finished run.
  ///
  /// - Returns: its id; nil after a warning.
  func keep(_ run: KeptRun, log: MessageLog) -> String? {
    do throws(StoreFailure) {
      return try ResultStore.writable(at: path).save(run, stem: Self.stem(run.summary.scenario))
    } catch {
      log.tell(
        .warning,
        StoreWords.text(
          error, "warning", "the run is not kept in the database",
          help: ["the files of the run are written; --no-store leaves the database out"]))
      return nil
    }
  }

  /// Longest beginning of an id in bytes of UTF-8.
  private static let longestStem = 24

  /// What the ids of a scenario's runs begin with: its name as a folder name, cut at a word.
  static func stem(_ scenario: String) -> String {
    var stem = ""
    for word in ResultFolderName.slug(of: scenario).split(separator: "-") {
      let longer = stem.isEmpty ? String(word) : "\(stem)-\(word)"
      guard longer.utf8.count <= longestStem else { break }
      stem = longer
    }
    return stem.isEmpty ? "run" : stem
  }
}

extension KeptRun {
  /// A run that has just ended.
  init(_ folder: RunFolder) {
    self.init(
      folder.result, folder.machine, topology: folder.topology, options: folder.options,
      command: folder.command, replications: folder.replications)
  }

  /// A run that is stored elsewhere.
  init(_ run: StoredRun) {
    self.init(
      run.result, run.machine, topology: run.topology, options: run.knownOptions,
      command: run.shownCommand, replications: run.figures)
  }

  /// A run with its result.
  ///
  /// - Parameters:
  ///   - topology: the file of the topology; nil when the scenario has its own tiers.
  ///   - options: the words that shape the result beside scenario and seed.
  init(
    _ result: RunResult, _ machine: MachineResult?, topology: String?, options: String,
    command: String, replications: [ReplicationFigures]
  ) {
    let summary = KeptRunSummary(
      storedSeconds: Int64(Date().timeIntervalSince1970), scenario: result.scenario.name,
      file: result.scenario.file, topology: topology ?? result.scenario.file,
      digest: result.scenario.digest, seed: result.seed, toolVersion: result.tool.version,
      options: options, replications: result.statistics?.replications ?? 1,
      verdict: KeptVerdict(result), wallSeconds: machine?.wallSeconds,
      fingerprint: result.fingerprint, command: command)
    self.init(summary: summary, result: result, machine: machine, replications: replications)
  }
}
