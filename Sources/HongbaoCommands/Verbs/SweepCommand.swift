import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import Synchronization

/// `hongbao sweep FILE --vary path=values...`: one scenario at many values.
struct SweepCommand: SharedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a scenario at many values, and draw what they do.",
    discussion: """
      Every combination of the values is run (a grid), or as many points as --latin says, all with \
      the same random numbers. Finished replications are kept in \
      <out>/sweeps/<scenario>-<key>/points/: after a kill the same command goes on from there. The \
      result is sweep.json, sweep.csv, report.html and run.json beside them, with heat maps for \
      two values and lines for one.

      EXAMPLES
        hongbao sweep peak.yaml --vary load=0.5..2/0.25
        hongbao sweep peak.yaml --vary tiers.cache.nodes=64..512/64 --vary load=0.5..2/0.5
        hongbao sweep peak.yaml --vary tiers.gateway.servers=4..16 --vary load=0.8..1.2 --latin 20
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var sweep: SweepOptions

  @OptionGroup var options: RunOptions

  @OptionGroup var slice: SliceOptions

  @OptionGroup var forcing: ForceOption

  /// What is run.
  private struct Field {
    var base: LoadedScenario
    var design: SweepDesign
    var points: [LoadedScenario]
  }

  func run() throws { try run(on: SingleRank()) }

  /// Runs the points together with other processes, of which this is one.
  func run(on ranks: any RankGroup) throws {
    let start = ContinuousClock.now
    Interruption.listen(on: ranks)
    if ranks.rank == 0 { return try ComparisonProblem.told { try lead(on: ranks, since: start) } }
    let field = Result { try self.field(tells: false) }
    try agree(field, on: ranks)
    workers(try field.get().points, done: 0, ranks, options.crew(on: ranks)).follow {
      Interruption.status == nil
    }
    if let status = Interruption.status { throw status.error }
  }

  private func lead(
    on ranks: any RankGroup, since start: ContinuousClock.Instant
  ) throws {
    let field = Result { try self.field(tells: true) }
    if ranks.count > 1 { try agree(field, on: ranks) }
    let (base, design, points) = try (field.get().base, field.get().design, field.get().points)
    if ranks.count == 1 { try guardMemory(points, threads: options.threads(on: ranks)) }
    let crew = ranks.count > 1 ? options.crew(on: ranks) : nil
    defer { crew?.end() }
    let folder = SweepFolder(scenario: base, facts: facts, out: options.outputFolder)
    let lock = try folder.open()
    defer { lock.release() }
    try simulate(points, folder, ranks, crew)
    if let shard = sweep.shard {
      note("shard \(shard.text) is done and kept in \(folder.path)")
      return
    }
    let keys = points.map(SweepFolder.key)
    var violations: [String] = []
    let figures = try points.indices.map { place in
      let records = (0..<sweep.replications).compactMap { folder.record(keys[place], $0) }
      guard records.count == sweep.replications else {
        throw ComparisonProblem(
          .inputOutput, "a replication of point \(place) cannot be read back from \(folder.path)")
      }
      violations += records.flatMap(\.violations).map { "point \(place): \($0)" }
      return VariantFigures(of: points[place], records, toolVersion: ToolVersion.current)
    }
    let gathering = SweepGathering(
      base, toolVersion: ToolVersion.current, parameters: sweep.parameters, design: design,
      metrics: sweep.metrics, takesAll: sweep.takesAll)
    let result = gathering.result(
      figures, replications: sweep.replications,
      warnings: sweep.replications == 1 ? ["one replication of each point has no intervals"] : [])
    let json = SweepDocument.json(result)
    let record = RunRecord(
      of: result.tool, command: ShellWords.line(words), json: json, since: start,
      threads: options.threads(on: ranks), ranks: ranks.count)
    try folder.write(result, json: json, record)
    note("wrote \(folder.path)/report.html")
    try show(result)
    guard violations.isEmpty else {
      for violation in violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      throw ExitStatus.internalError.error
    }
  }

  /// Refuses points of which those that run side by side need more than the machine has.
  private func guardMemory(_ points: [LoadedScenario], threads: Int) throws {
    let atOnce = min(threads, points.count * sweep.replications)
    let memory = MemoryGuard(
      file, what: "the largest point, \(atOnce) at a time,",
      help: "fewer --threads, a --slice, smaller values", isForced: forcing.force)
    try memory.check(points, atOnce: atOnce)
  }

  private func agree(_ field: Result<Field, any Error>, on ranks: any RankGroup) throws {
    let facts = (try? field.get()).map { field in
      ([field.base] + field.points).map { "\($0.digest) \($0.scenario.seed)" } + words
    }
    try RankAgreement.check(facts?.joined(separator: "\n"), of: file, on: ranks) {
      _ = try field.get()
    }
  }

  private func field(tells: Bool) throws -> Field {
    let base = try load([], tells: tells)
    if !sweep.metrics.isEmpty {
      try MetricNameCheck.check(sweep.metrics, among: MetricNames.all(of: base.scenario))
    }
    guard let design = sweep.design(seed: base.scenario.seed) else {
      throw ValidationError("the grid has too many points")
    }
    let points = try design.points.map { settings in
      try load(zip(sweep.parameters, settings).map(Self.setting), tells: tells)
    }
    return Field(base: base, design: design, points: points)
  }

  private static func setting(_ parameter: VariedParameter, _ value: String) -> Setting {
    Setting(
      "\(parameter.path)=\(value)", option: "--vary", shown: parameter.text, pathColumn: 0,
      valueColumn: parameter.column(of: value))
  }

  /// The scenario with further settings.
  private func load(_ settings: [Setting], tells: Bool) throws -> LoadedScenario {
    let printer = DiagnosticPrinter(style: options.style)
    let outcome = ScenarioLoader.load(
      path: file, overrides: options.allOverrides, settings: settings, slice: slice.wish,
      sliceWarmup: slice.warmup)
    if !tells {
      guard case .loaded(let loaded, _) = outcome else { throw ExitStatus.invalidInput.error }
      return loaded
    }
    // The warnings of the points would say the same again and again.
    let showsWarnings = settings.isEmpty && options.log.shows(.warning)
    return try printer.accept(outcome, showsWarnings: showsWarnings)
  }

  // MARK: Running

  private func workers(
    _ points: [LoadedScenario], done: Int, _ ranks: any RankGroup, _ crew: RankCrew?
  ) -> PointWorkers {
    PointWorkers(
      points, toolVersion: ToolVersion.current, threads: options.threads(on: ranks),
      keepsBands: false, done: done, ranks: crew.map(PointRanks.init))
  }

  private func simulate(
    _ points: [LoadedScenario], _ folder: SweepFolder, _ ranks: any RankGroup, _ crew: RankCrew?
  ) throws {
    let keys = points.map(SweepFolder.key)
    let count = sweep.replications
    let all = points.count * count
    let wanted = (sweep.shard ?? Shard(index: 0, count: 1))?.numbers(of: all) ?? []
    let left = wanted.filter { sweep.fresh || !folder.has(keys[$0 / count], $0 % count) }
      .map { PointWorkers.Piece(point: $0 / count, number: $0 % count) }
    if left.count < wanted.count {
      note("\(wanted.count - left.count) of \(wanted.count) replications were kept before")
    }
    guard !left.isEmpty else { return }
    let workers = workers(points, done: wanted.count - left.count, ranks, crew)
    let reporter = Mutex(ProgressReporter())
    let failure = Mutex<OutputFailure?>(nil)
    let kept = Atomic(wanted.count - left.count)
    let shows = options.showsProgress
    do throws(PointWorkers.Failure) {
      try workers.run(
        left, planned: wanted.count,
        progress: { progress in
          if shows { reporter.withLock { $0.show(progress) } }
          return Interruption.status == nil
        },
        keep: { piece, record in
          do throws(OutputFailure) {
            try folder.keep(record, keys[piece.point])
            kept.add(1, ordering: .relaxed)
            return Interruption.status == nil
          } catch {
            failure.withLock { $0 = $0 ?? error }
            return false
          }
        })
    } catch {
      throw refused(error)
    }
    reporter.withLock { $0.clear() }
    if let failure = failure.withLock({ $0 }) { throw failure }
    let done = kept.load(ordering: .relaxed)
    if done < wanted.count {
      StandardStream.error.tell(
        "error: stopped by a signal; \(done) of \(wanted.count) replications are kept, the same "
          + "command goes on\n")
      throw (Interruption.status ?? .interrupted).error
    }
  }

  private func refused(_ failure: PointWorkers.Failure) -> ComparisonProblem {
    let words =
      switch failure.reason {
      case .model(let error): "\(error)"
      case .checkpoint(let error): "\(error)"
      }
    return ComparisonProblem(
      .invalidInput, "[\(CommandCatalog.modelLimit)] point \(failure.point): \(words)")
  }

  private func show(_ result: SweepResult) throws {
    let answer = Answer.sweep(result, command: nil)
    try StandardStream.output.write(answer.text(options.output.printedFormat, options.style))
  }

  private func note(_ text: String) {
    options.log.note(text)
  }

  /// What is varied: part of the name of the folder.
  private var facts: [String] {
    sweep.parameters.map { "\($0.text)" } + [sweep.latin.map { "latin \($0)" } ?? "grid"]
  }

  /// The command line that makes the sweep again.
  private var words: [String] {
    var words = ["./hongbao", "sweep", file]
    words += sweep.parameters.flatMap { ["--vary", $0.text] }
    if let latin = sweep.latin { words += ["--latin", String(latin)] }
    words += ["--replications", String(sweep.replications)]
    words += sweep.metrics.flatMap { ["--metric", $0] }
    if sweep.takesAll { words.append("--all-metrics") }
    words += options.overrides.flatMap { ["--set", $0] }
    if let seed = options.seed { words += ["--seed", String(seed)] }
    return words + slice.words
  }
}
