import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioTypes
import Synchronization

/// `hongbao compare A B [C...]`: which of several clusters is better, by how much, and how sure.
struct CompareCommand: SharedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare clusters or scenarios under the same traffic and random numbers.",
    discussion: """
      Every replication of every variant has the same random numbers, so that differences are not \
      luck: the result has each difference with its interval and a verdict, corrected for many \
      metrics. A file may be a scenario, a topology (put under the traffic of the first scenario), \
      a run's folder or result.json (compared without running it), or a saved baseline. Five files \
      go to <out>/comparisons/<scenario>-<key>/: comparison.json, comparison.md, comparison.csv, \
      report.html and run.json.

      EXAMPLES
        hongbao compare peak.yaml peak-128.yaml --replications 20
        hongbao compare peak.yaml --variant six:tiers.cache.nodes=6 --set duration=12s
        hongbao compare peak.yaml --save-baseline main
        hongbao compare peak.yaml --baseline main --fail-on regression --format markdown
      """)

  @Argument(
    help: ArgumentHelp("Scenarios, topologies, or results.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String]

  @OptionGroup var comparison: ComparisonOptions

  @OptionGroup var options: RunOptions

  @OptionGroup var slice: SliceOptions

  @OptionGroup var forcing: ForceOption

  /// Scenarios to run and figures that are there, in the order of the command line.
  struct Field {
    var scenarios: [(name: String, loaded: LoadedScenario)] = []
    var stored: [Comparing.Variant] = []
    /// The names of both, the baseline first.
    var names: [String] = []
  }

  func run() throws { try run(on: SingleRank()) }

  /// Runs the variants together with other processes, of which this is one.
  func run(on ranks: any RankGroup) throws {
    let start = ContinuousClock.now
    Interruption.listen(on: ranks)
    if ranks.rank == 0 { return try ComparisonProblem.told { try lead(on: ranks, since: start) } }
    let field = Result { try self.checkedField(tells: false) }
    try agree(field, on: ranks)
    runner(try field.get(), saved: nil, ranks, options.crew(on: ranks)).follow {
      Interruption.status == nil
    }
    if let status = Interruption.status { throw status.error }
  }

  private func lead(
    on ranks: any RankGroup, since start: ContinuousClock.Instant
  ) throws {
    let loaded = Result { try self.checkedField(tells: true) }
    if ranks.count > 1 { try agree(loaded, on: ranks) }
    let field = try loaded.get()
    if ranks.count == 1 { try guardMemory(field, threads: options.threads(on: ranks)) }
    let crew = ranks.count > 1 ? options.crew(on: ranks) : nil
    defer { crew?.end() }
    let (variants, precision) = try figures(field, ranks, crew)
    if let name = comparison.savedName {
      let file = BaselineFile(out: options.outputFolder)
      try file.save(variants[0].figures, as: name)
      note("saved the baseline \(file.path(of: name))")
      if variants.count == 1 { return }
    }
    let comparing = Comparing(variants, wish)
    if !comparing.unknownMetrics.isEmpty {
      try MetricNameCheck.check(
        comparing.unknownMetrics, among: variants.flatMap(\.figures.names))
    }
    let result = comparing.result(
      tool: ToolIdentity(version: ToolVersion.current), changes: changes(variants),
      precision: precision, warnings: warnings(variants))
    try deliver(result, on: ranks, since: start)
    try judge(result, variants)
  }

  private func checkedField(tells: Bool) throws -> Field {
    let field = try field(tells: tells)
    try check(field)
    return field
  }

  /// Refuses variants of which those that run side by side need more than the machine has.
  private func guardMemory(_ field: Field, threads: Int) throws {
    let count = comparison.replications ?? (comparison.precision == nil ? 10 : comparison.most)
    let atOnce = min(threads, field.scenarios.count * count)
    let memory = MemoryGuard(
      files.joined(separator: ", "), what: "the largest variant, \(atOnce) at a time,",
      help: "fewer --threads, a --slice, fewer nodes", isForced: forcing.force)
    try memory.check(field.scenarios.map(\.loaded), atOnce: atOnce)
  }

  private func agree(_ field: Result<Field, any Error>, on ranks: any RankGroup) throws {
    let facts = (try? field.get()).map { field in
      field.scenarios.map { "\($0.loaded.digest) \($0.loaded.scenario.seed)" } + words
    }
    try RankAgreement.check(
      facts?.joined(separator: "\n"), of: files.joined(separator: ", "), on: ranks
    ) { _ = try field.get() }
  }

  private func runner(
    _ field: Field, saved: Comparing.Variant?, _ ranks: any RankGroup, _ crew: RankCrew?
  ) -> ComparisonRunner {
    ComparisonRunner(
      field.scenarios, saved: saved, wish: wish, toolVersion: ToolVersion.current,
      threads: options.threads(on: ranks), ranks: crew.map(PointRanks.init))
  }

  var wish: Comparing.Wish {
    Comparing.Wish(
      metrics: comparison.metrics, takesAll: comparison.takesAll,
      noise: comparison.noise ?? 0.01)
  }

  // MARK: Running

  private func figures(
    _ field: Field, _ ranks: any RankGroup, _ crew: RankCrew?
  ) throws -> (variants: [Comparing.Variant], precision: PrecisionResult?) {
    guard !field.scenarios.isEmpty else { return (ordered(field.stored, field), nil) }
    // Only a stored baseline takes part in the decision when to stop.
    let saved = field.stored.first { $0.name == field.names.first }
    let runner = runner(field, saved: saved, ranks, crew)
    let reporter = Mutex(ProgressReporter())
    let shows = options.showsProgress
    let progress: @Sendable (ReplicationRunner.Progress) -> Bool = { progress in
      if shows { reporter.withLock { $0.show(progress) } }
      return Interruption.status == nil
    }
    var variants: [Comparing.Variant] = []
    var precision: PrecisionResult?
    do throws(PointWorkers.Failure) {
      if let share = comparison.precision {
        let most = min(comparison.most, saved?.figures.replications ?? .max)
        let wish = ComparisonRunner.Precision(
          target: share, least: min(comparison.least, max(most, 2)), most: most)
        let output = try runner.run(wish, progress: progress)
        variants = output?.variants ?? []
        precision = output?.precision
      } else {
        variants = try runner.run(replications: replications(saved), progress: progress)
      }
    } catch {
      throw refused(error, field)
    }
    reporter.withLock { $0.clear() }
    if runner.isStopped || Interruption.status != nil {
      StandardStream.error.tell("error: stopped by a signal; nothing was written\n")
      throw (Interruption.status ?? .interrupted).error
    }
    let others = field.stored.filter { stored in !variants.contains { $0.name == stored.name } }
    return (ordered(variants + others, field), precision)
  }

  private func replications(_ saved: Comparing.Variant?) -> Int {
    let ofSaved = saved.map { $0.figures.replications }.flatMap { $0 > 1 ? $0 : nil }
    return comparison.replications ?? ofSaved ?? 10
  }

  private func ordered(_ variants: [Comparing.Variant], _ field: Field) -> [Comparing.Variant] {
    field.names.compactMap { name in variants.first { $0.name == name } }
  }

  private func refused(_ failure: PointWorkers.Failure, _ field: Field) -> ComparisonProblem {
    let variant = field.scenarios[failure.point]
    let words =
      switch failure.reason {
      case .model(let error): "\(error)"
      case .checkpoint(let error): "\(error)"
      }
    return ComparisonProblem(
      .invalidInput, "[\(CommandCatalog.modelLimit)] \(variant.name): \(words)")
  }

  // MARK: The end

  private func deliver(
    _ result: ClusterComparison, on ranks: any RankGroup, since start: ContinuousClock.Instant
  ) throws {
    let json = ComparisonDocument.json(result)
    let record = RunRecord(
      of: result.tool, command: ShellWords.line(words), json: json, since: start,
      threads: options.threads(on: ranks), ranks: ranks.count)
    let folder = ComparisonFolder(result: result, json: json, record: record)
    let replacement = folder.replacement(in: options.outputFolder)
    let files = try folder.files()
    guard try replacement.commit(files, mayCommit: { Interruption.status == nil }) else {
      StandardStream.error.tell("error: stopped by a signal; nothing was written\n")
      throw (Interruption.status ?? .interrupted).error
    }
    note("wrote \(replacement.target)/report.html")
    let answer = Answer.comparison(result, command: nil)
    try StandardStream.output.write(answer.text(options.output.printedFormat, options.style))
  }

  /// Ends with an error when an audit failed, a metric got worse or the precision was not
  /// reached, if that was asked for.
  private func judge(_ result: ClusterComparison, _ variants: [Comparing.Variant]) throws {
    let violations = variants.flatMap { variant in
      variant.figures.violations.map { "\(variant.name): \($0)" }
    }
    for violation in violations {
      StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
    }
    if !violations.isEmpty { throw ExitStatus.internalError.error }
    if comparison.failure == .regression {
      let worse = result.metrics.flatMap { metric in
        metric.comparisons.filter { $0.verdict == "worse" }.map { "\($0.variant): \(metric.name)" }
      }
      if !worse.isEmpty {
        for name in worse { StandardStream.error.tell("error: worse: \(name)\n") }
        throw ExitStatus.regression.error
      }
    }
    if let precision = result.precision, !precision.isReached {
      guard comparison.requiresPrecision else {
        return options.log.warn("the precision was not reached")
      }
      StandardStream.error.tell("error: the precision was not reached\n")
      throw ExitStatus.precisionNotReached.error
    }
  }

  func note(_ text: String) {
    options.log.note(text)
  }
}
