import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import Quantities
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import Synchronization

/// `hongbao run FILE`: one scenario, one seed, one result.
struct RunCommand: SharedCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario and write its capacity report.",
    discussion: """
      The result goes to standard output, progress and warnings to standard error. Four files go \
      to <out>/<scenario>/seed-<seed>-<digest>/: result.json, series.csv, report.html and \
      run.json. The folder is replaced in one step. After one Ctrl-C what there is goes to a \
      folder of its own, ....partial, and says that it is partial (status 130); a second one ends \
      at once. The run is also kept in <out>/hongbao.sqlite, which hongbao runs lists and \
      exports. A run of more than five minutes keeps a checkpoint beside the folder; after a \
      kill the same command with --resume goes on from it, to the same bytes. With \
      --replications or --precision the result carries 95 % intervals over independent runs; one \
      steady run has those of its batches. With --shard it runs one part of the replications and \
      writes no result: hongbao merge makes it of all parts.

      EXAMPLES
        hongbao run peak.yaml --seed 7 --fingerprint
        hongbao run topologies/new-years-eve.yaml --slice 00:00-00:10
        hongbao run peak.yaml --precision 2% --metric requests.claim.latency_ms.p99
        hongbao run peak.yaml --replications 100 --shard 3/8
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var options: RunOptions

  @OptionGroup var slice: SliceOptions

  @OptionGroup var statistics: StatisticsOptions

  @OptionGroup var keeping: CheckpointOptions

  @OptionGroup var planning: PlanningOptions
  @OptionGroup var delivery: DeliveryOptions

  func validate() throws {
    try keeping.validate(with: statistics)
    try delivery.validate(with: options.output)
    if delivery.fingerprint && planning.isDry {
      throw ValidationError("--fingerprint is of a result, and --dry-run makes none")
    }
    guard statistics.shard != nil else { return }
    if delivery.fingerprint {
      throw ValidationError("--fingerprint belongs to hongbao merge; a shard writes no result")
    }
    if options.output.formatting.words != nil {
      throw ValidationError(
        "--format and --json belong to hongbao merge; a shard writes no result")
    }
    if delivery.junit != nil || delivery.summary != nil {
      throw ValidationError(
        "--junit and --summary belong to hongbao merge; a shard writes no result")
    }
  }

  func run() throws { try run(on: SingleRank()) }

  /// Runs it together with other processes, of which this is one.
  func run(on ranks: any RankGroup) throws {
    if ranks.count > 1 { return try runShared(on: ranks) }
    Interruption.listen()
    let start = ContinuousClock.now
    try lead(try accept(load()), on: ranks, since: start)
  }

  /// Runs what was loaded, writes it and says how it went; on rank 0.
  func lead(
    _ loaded: LoadedScenario, on ranks: any RankGroup, since start: ContinuousClock.Instant
  ) throws {
    try checkMetrics(loaded)
    try NamedOutput.refuse(delivery.junit, of: "--junit", over: loaded.files)
    try NamedOutput.refuse(delivery.summary, of: "--summary", over: loaded.files)
    CrashReport.describe(
      "\(file), digest \(loaded.digest.prefix(12)), seed \(loaded.scenario.seed)")
    tellPlan(loaded, on: ranks)
    if ranks.count == 1 {
      let plan = plan(loaded, on: ranks)
      if planning.isDry { return try foretell(loaded, plan) }
      try guardMemory(loaded, plan)
    }
    if let shard = statistics.shard { return try run(shard, loaded) }
    let checkpoints = checkpoints(loaded, on: ranks)
    if ranks.count == 1 { try resume(checkpoints) }
    let plan = plan(loaded, on: ranks)
    let recorder = recorder(loaded)
    let (output, loopSeconds) = try simulate(plan, checkpoints, recorder)
    // What some ranks have of a run that was stopped is nothing whole, not even a part.
    if !output.isComplete && (!output.hasFigures || ranks.count > 1) {
      throw stopped(
        Interruption.status ?? .interrupted, loaded, checkpoints, kept: recorder?.flush())
    }
    let result = ResultDocument.fingerprinted(output.result)
    let machine = MachineResult(
      wallSeconds: checkpoints.earlierSeconds + (ContinuousClock.now - start) / .seconds(1),
      loopSeconds: loopSeconds,
      claimsPerWallSecond: output.claims.map { Double($0) / loopSeconds },
      eventsPerWallSecond: Double(output.events) / loopSeconds, threads: plan.threads,
      ranks: ranks.count,
      peakMemoryBytes: MachineProbe.peakMemoryBytes())
    let folder = RunFolder(
      result: result, machine: machine, command: ShellWords.line(words(loaded)),
      options: statistics.identity, topology: loaded.topology,
      histograms: statistics.writesHistograms ? output.histograms : nil,
      replications: output.replications)
    let delivery = ResultDelivery(output: options.output, delivery: self.delivery, file: file)
    guard try delivery.save(folder) else {
      throw stopped(
        Interruption.status ?? .interrupted, loaded, checkpoints, kept: recorder?.flush())
    }
    if result.partial == nil {
      delivery.keep(KeptRun(folder))
      if !statistics.isOfSeveralRuns { checkpoints.finish() }
    }
    if result.statistics == nil, result.partial == nil, result.endedEarly == nil,
      let reason = Steadiness.objection(loaded.scenario)
    {
      note("one run that is not steady has no intervals (\(reason)): use --replications 10")
    }
    try delivery.show(result, machine)
    if let partial = result.partial {
      throw stopped(
        Interruption.status ?? .interrupted, loaded, checkpoints, with: partial,
        kept: recorder?.flush())
    }
    try delivery.report(result, machine)
    try delivery.judge(result)
    try judgePrecision(result)
  }

  // MARK: Steps

  /// Tells diagnostics on standard error.
  var printer: DiagnosticPrinter { DiagnosticPrinter(style: options.style) }

  /// Reads the scenario.
  func load() -> ScenarioLoader.Outcome {
    ScenarioLoader.load(
      path: file, overrides: options.allOverrides, slice: slice.wish, sliceWarmup: slice.warmup)
  }

  /// The scenario that was read, after what there is to say about it is said.
  func accept(_ outcome: ScenarioLoader.Outcome) throws -> LoadedScenario {
    let loaded = try printer.accept(outcome, showsWarnings: options.log.shows(.warning))
    if loaded.scenario.objectives.isEmpty {
      note("the scenario has no objectives; none is checked")
    }
    return loaded
  }

  /// Refuses metrics to know well that no result will have.
  func checkMetrics(_ loaded: LoadedScenario) throws {
    guard let wish = statistics.wish, !wish.metrics.isEmpty else { return }
    let names = MetricNames.all(of: loaded.scenario)
    for name in wish.metrics where !names.contains(name) {
      let near = VerbSuggestion.nearest(to: name, among: names, limit: max(2, name.count / 2))
      let help = near.map { "did you mean `\($0)`?" } ?? "`statistics.metrics` of a result has all"
      throw ValidationError("the scenario has no metric `\(name)`; \(help)")
    }
  }

  /// What is run how often.
  func plan(_ loaded: LoadedScenario, on ranks: any RankGroup) -> ReplicationPlan {
    var loaded = loaded
    if statistics.detectsWarmup { loaded.scenario.warmup = .zero }
    let count = statistics.wish?.most ?? statistics.replications ?? 1
    let cores = options.threads(on: ranks)
    return ReplicationPlan(
      loaded: loaded, toolVersion: ToolVersion.current,
      replications: statistics.replications ?? 1,
      threads: max(1, count == 1 ? cores : min(cores, count)), ranks: ranks,
      detectsWarmup: statistics.detectsWarmup, precision: statistics.wish)
  }

  /// What keeps the replications of several runs while they are under way.
  private func recorder(_ loaded: LoadedScenario) -> StudyRecorder? {
    guard statistics.isOfSeveralRuns, !delivery.skipsStore else { return nil }
    return StudyRecorder(
      loaded, options: statistics.identity, command: ShellWords.line(words(loaded)),
      shelf: RunShelf(folder: options.outputFolder))
  }

  /// The output of the runs and the wall seconds of their loops.
  private func simulate(
    _ plan: ReplicationPlan, _ checkpoints: SharedCheckpoints, _ recorder: StudyRecorder?
  ) throws -> (ReplicationRunner.Output, Double) {
    do throws(RunFailure) {
      let reporter = Mutex(ProgressReporter())
      let start = ContinuousClock.now
      let output = try ReplicationRunner(plan).run(
        progress: { progress in
          if showsProgress { reporter.withLock { $0.show(progress) } }
          return Interruption.status == nil
        }, from: { checkpoints.takeState() }, atBorder: { checkpoints.offer(&$0) },
        keep: { recorder?.keep($0.figures(seed: plan.loaded.scenario.seed)) })
      let loopSeconds = (ContinuousClock.now - start) / .seconds(1)
      reporter.withLock { $0.clear() }
      return (output, checkpoints.earlierSeconds + loopSeconds)
    } catch {
      throw refused(error, checkpoints)
    }
  }

  /// Says which metrics are not known well enough, and ends with an error if that was asked for.
  private func judgePrecision(_ result: RunResult) throws {
    guard let precision = result.statistics?.precision, !precision.isReached else { return }
    let words =
      precision.notReached.isEmpty
      ? "at only one checkpoint" : "for \(precision.notReached.joined(separator: ", "))"
    let message = "the precision was not reached \(words)"
    guard statistics.requiresPrecision else { return options.log.warn(message) }
    StandardStream.error.tell("error: \(message)\n")
    throw ExitStatus.precisionNotReached.error
  }

  // MARK: Words

  var showsProgress: Bool { options.showsProgress }

  /// What `--log-level debug` says before a run.
  private func tellPlan(_ loaded: LoadedScenario, on ranks: any RankGroup) {
    let log = options.log
    log.detail("read \(loaded.files.joined(separator: ", "))")
    log.detail("effective scenario \(loaded.digest), seed \(loaded.scenario.seed)")
    let plan = plan(loaded, on: ranks)
    log.detail("\(plan.threads) threads, \(ranks.count) ranks, hongbao \(ToolVersion.current)")
  }

  func note(_ text: String) {
    options.log.note(text)
  }

  /// The command line that makes the result again, with the seed that was used.
  func words(_ loaded: LoadedScenario) -> [String] {
    let overrides = options.overrides.filter { !$0.hasPrefix("seed=") }.flatMap { ["--set", $0] }
    return ["./hongbao", "run", file, "--seed", String(loaded.scenario.seed)] + overrides
      + slice.words + statistics.words
  }
}
