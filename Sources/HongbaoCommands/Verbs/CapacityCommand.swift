import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import Synchronization

/// `hongbao capacity FILE`: how much it holds, how big it must be, and what if inputs are wrong.
struct CapacityCommand: SharedCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Find the largest load that holds, what limits it, and the smallest fleet.",
    discussion: """
      Points are a few seconds of the scenario's peak held level, the same random numbers for all. \
      Finished points are kept in <out>/<scenario>/capacity-<digest>/points: after a kill the same \
      command goes on from them, to the same answer. capacity.json, report.html, picture.json and \
      run.json are written beside them at the end. With --shard several processes that share the \
      folder make one study. What a tier may cost and hold, and what is uncertain, says the \
      section `capacity` of the scenario (docs/capacity.md); without it defaults are assumed.

      EXAMPLES
        hongbao capacity topologies/new-year-peak.yaml
        hongbao capacity peak.yaml --precision 1% --replications 8 --json | jq .largest_load
        hongbao capacity peak.yaml --shard 1/4
      """)

  @Argument(
    help: ArgumentHelp("The scenario, or a report of ours.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "html"]))
  var file: String

  @OptionGroup var options: RunOptions

  @OptionGroup var study: CapacityOptionGroup

  @OptionGroup var forcing: ForceOption

  func run() throws { try run(on: SingleRank()) }

  /// Makes the study together with other processes, of which this is one.
  func run(on ranks: any RankGroup) throws {
    Interruption.listen(on: ranks)
    let start = ContinuousClock.now
    let outcome = ScenarioLoader.load(path: file, overrides: options.allOverrides)
    if ranks.count == 1 { return try lead(outcome, on: ranks, nil, since: start) }
    let finding = RankAgreement.finding(outcome).map { "\($0) \(study.words)" }
    try RankAgreement.check(finding, of: file, on: ranks) {
      _ = try DiagnosticPrinter(style: options.style).accept(outcome)
    }
    let crew = options.crew(on: ranks)
    if ranks.rank > 0 { return try follow(outcome, on: ranks, crew) }
    defer { crew.end() }
    try lead(outcome, on: ranks, crew, since: start)
  }

  // MARK: - Steps

  private func lead(
    _ outcome: ScenarioLoader.Outcome, on ranks: any RankGroup, _ crew: RankCrew?,
    since start: ContinuousClock.Instant
  ) throws {
    let loaded = try DiagnosticPrinter(style: options.style)
      .accept(outcome, showsWarnings: options.log.shows(.warning))
    let folder = try CapacityFolder(
      loaded, in: options.outputFolder, isShared: study.shard != nil)
    var spreading = crew.map(CapacitySpreading.ranks) ?? .here
    if let shard = study.shard {
      spreading = .shard(shard, PointLeases(shard, in: folder.points))
    }
    let plan = planned(on: ranks, spreading)
    if ranks.count == 1 { try guardMemory(loaded, plan) }
    if let shard = study.shard, shard.index > 0 {
      let headroom = try simulate(loaded, folder, plan) { study throws(CapacityStop) in
        try study.makePoints()
      }
      note("shard \(shard.text): every point is kept in \(folder.points); shard 0 answers")
      return try judge(headroom)
    }
    var answer = try simulate(loaded, folder, plan) { study throws(CapacityStop) in
      try study.run()
    }
    answer.result.answer = CapacityDocument.answer(answer.result)
    let count = study.shard?.count ?? ranks.count
    try deliver(answer, folder, since: start, threads: plan.threads, ranks: count)
    try judge(answer.result.headroom)
  }

  /// How the study is made here.
  private func planned(
    on ranks: any RankGroup, _ spreading: CapacitySpreading
  ) -> CapacityOptions {
    var plan = study.options(threads: options.threads(on: ranks), spreading: spreading)
    if !forcing.force { plan.memoryLimit = memory("").limit.bytes }
    return plan
  }

  /// Refuses a study of which a point at the plan needs more than the machine has.
  private func guardMemory(_ loaded: LoadedScenario, _ plan: CapacityOptions) throws {
    try memory("a point at the plan")
      .check([CapacityStudy.plannedPoint(of: loaded, plan)], atOnce: 1)
  }

  private func memory(_ what: String) -> MemoryGuard {
    MemoryGuard(
      file, what: what, help: "a shorter --point-window, fewer nodes", isForced: forcing.force)
  }

  /// Says that the plan is not held, and ends with an error if that was asked for.
  private func judge(_ headroom: CapacityHeadroom) throws {
    guard !headroom.held else { return }
    let words = headroom.failed.joined(separator: ", ")
    let message = "the planned peak is not held: \(words)"
    guard study.requiresPlan else { return options.log.warn(message) }
    StandardStream.error.tell("error: \(message)\n")
    throw ExitStatus.objectiveFailed.error
  }

  /// Does what rank 0 hands out.
  private func follow(
    _ outcome: ScenarioLoader.Outcome, on ranks: any RankGroup, _ crew: RankCrew
  ) throws {
    guard case .loaded(let loaded, _) = outcome else { throw ExitStatus.invalidInput.error }
    CapacityStudy(
      loaded, toolVersion: ToolVersion.current,
      options: planned(on: ranks, .ranks(crew)),
      store: NoPoints()
    ) { _ in Interruption.status == nil }.follow()
    if let status = Interruption.status { throw status.error }
  }

  private func simulate<Answer>(
    _ loaded: LoadedScenario, _ folder: CapacityFolder, _ plan: CapacityOptions,
    _ body: (CapacityStudy) throws(CapacityStop) -> Answer
  ) throws -> Answer {
    let reporter = Mutex(CapacityReporter())
    let isShown = options.showsProgress
    let study = CapacityStudy(
      loaded, toolVersion: ToolVersion.current, options: plan, store: folder
    ) { progress in
      if isShown { reporter.withLock { $0.show(progress) } }
      return Interruption.status == nil
    }
    defer { reporter.withLock { $0.clear() } }
    do throws(CapacityStop) {
      return try body(study)
    } catch {
      reporter.withLock { $0.clear() }
      throw ended(error, folder)
    }
  }

  /// Says why there is no answer.
  private func ended(_ stop: CapacityStop, _ folder: CapacityFolder) -> any Error {
    switch stop {
    case .stopped:
      StandardStream.error.tell(
        "error: stopped by a signal; the points are kept, the same command goes on from them\n")
      return (Interruption.status ?? .interrupted).error
    case .notKept:
      return folder.writingFailure
        ?? OutputFailure(.inputOutput, action: "keep a point in", path: folder.path, errorNumber: 5)
    case .model(let error):
      StandardStream.error.tell("error: \(file): \(error)\n")
      return ExitStatus.invalidInput.error
    case .memory(let point, let bytes, _):
      do {
        try memory(point).refuse(bytes)
      } catch {
        options.log.note(
          "the points that are done are kept; with more memory, or --force, the study goes on")
        return error
      }
      return ExitStatus.unavailable.error
    case .audit(let violations):
      for violation in violations {
        StandardStream.error.tell("error[\(CommandCatalog.auditViolation)]: \(violation)\n")
      }
      return ExitStatus.internalError.error
    }
  }

  private func deliver(
    _ outcome: CapacityStudy.Outcome, _ folder: CapacityFolder,
    since start: ContinuousClock.Instant, threads: Int, ranks: Int
  ) throws {
    let result = outcome.result
    let command = ShellWords.line(words)
    let json = CapacityDocument.json(result)
    let record = RunRecord(
      of: result.tool, command: command, json: json, since: start, threads: threads, ranks: ranks)
    try folder.write(json, as: "capacity.json")
    let picture = ResultDocument.fingerprinted(outcome.picture)
    try folder.write(
      CapacityDocument.html(result, picture: picture, command: command), as: "report.html")
    try folder.write(ResultDocument.json(picture), as: CapacityFolder.pictureName)
    try folder.write(try record.json(), as: RunRecord.name)
    try convert(result, folder)
    note("wrote \(folder.path)/report.html")
    try StandardStream.output.write(
      Answer.capacity(result, picture: picture, command: command)
        .text(options.output.printedFormat, options.style))
  }

  /// The report as PDF and the curve as picture, where that was asked for.
  private func convert(_ result: CapacityResult, _ folder: CapacityFolder) throws {
    var missing: [String?] = []
    if study.pdf {
      missing.append(
        PageConversion.pdf(of: folder.path + "/report.html", to: folder.path + "/report.pdf"))
    }
    if study.png {
      try folder.write(CapacityDocument.kneeSVG(result), as: "knee.svg")
      missing.append(
        PageConversion.png(of: folder.path + "/knee.svg", to: folder.path + "/knee.png"))
    }
    for words in missing.compactMap({ $0 }) { options.log.warn(words) }
  }

  private func note(_ text: String) {
    options.log.note(text)
  }

  /// The command line that makes the study again.
  private var words: [String] {
    ["./hongbao", "capacity", file]
      + (options.seed.map { ["--seed", "\($0)"] } ?? [])
      + options.overrides.flatMap { ["--set", $0] } + study.words
  }
}
