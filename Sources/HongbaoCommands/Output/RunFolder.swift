import ClusterModel
import Reports
import ResultTypes

/// The folder of one run: which files are in it.
struct RunFolder {
  var result: RunResult
  var machine: MachineResult
  /// The line that makes the result again.
  var command: String
  /// The options beside scenario and seed that shape it.
  var options: String
  /// The topology's file; nil when the scenario has its own tiers.
  var topology: String?
  /// Written as percentile files, if given.
  var histograms: HistogramSet?
  /// The figures of each replication, where there are several.
  var replications: [ReplicationFigures] = []

  /// The place below `outputFolder`. A partial result has one of its own: it never takes the place
  /// of a whole one.
  func replacement(in outputFolder: String) -> FolderReplacement {
    FolderReplacement(
      parent: "\(outputFolder)/\(ResultFolderName.slug(of: result.scenario.name))",
      name: ResultFolderName.run(
        seed: result.seed, digest: result.scenario.digest, replications: count)
        + (result.partial == nil ? "" : ".partial"))
  }

  /// How many replications the folder's name tells.
  private var count: Int {
    if let partial = result.partial, partial.replications != nil {
      return partial.plannedReplications ?? partial.replications ?? 1
    }
    if let early = result.endedEarly, let number = early.replication {
      return early.plannedReplications ?? number + 1
    }
    return result.statistics?.replications ?? 1
  }

  /// The files, `run.json` with the date given.
  func files(date: String) throws -> [FolderReplacement.File] {
    let record = RunRecord(
      tool: result.tool, command: command, date: date, fingerprint: result.fingerprint,
      machine: machine, options: options, topology: topology,
      replicationSeconds: keepsReplications ? replications.map(\.wallSeconds) : nil)
    let percentiles = histograms.map { set in
      set.names.indices.map { index in
        FolderReplacement.File(
          name: "\(set.names[index]).hgrm", text: PercentileFile.text(set.histogram(index)))
      }
    }
    return [
      .init(name: "result.json", text: ResultDocument.json(result)),
      .init(name: "series.csv", text: ResultDocument.seriesCSV(result)),
      .init(name: "report.html", text: ResultDocument.html(result, command: command)),
      .init(name: RunRecord.name, text: try record.json()),
    ] + each + (percentiles ?? [])
  }

  /// A partial result says how many replications there are, and the database has them.
  private var keepsReplications: Bool { result.partial == nil && replications.count > 1 }

  /// The file with the figures of each replication, if there are several.
  private var each: [FolderReplacement.File] {
    guard keepsReplications else { return [] }
    return [
      FolderReplacement.File(
        name: ReplicationsDocument.fileName,
        text: ReplicationsDocument.json(replications, of: result.fingerprint))
    ]
  }
}
