import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The door of the model: a scenario in, a result out.
public struct ClusterSimulation: ~Copyable {
  let loaded: LoadedScenario
  private let toolVersion: String
  let builder: ClusterBuilder
  var simulation: Simulation<ClusterWorld>
  /// The run in partitions, once it has begun as one.
  var partitioned: PartitionedRun?
  var course = RunCourse()
  /// Into how many partitions the groups that wake are cut, where that is not left to the number of
  /// threads and ranks; equal on all ranks. For tests: the result does not depend on it.
  package var wishedCrowds: Int?

  /// Builds the cluster of a scenario.
  ///
  /// - Parameters:
  ///   - loaded: the effective scenario; its seed is used.
  ///   - toolVersion: written into the result.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public init(_ loaded: LoadedScenario, toolVersion: String) throws(ModelError) {
    self.loaded = loaded
    self.toolVersion = toolVersion
    builder = try ClusterBuilder(loaded.scenario)
    simulation = builder.build()
    partitioned = nil
  }

  /// Runs to the end of the scenario, or until `progress` answers false.
  ///
  /// - Parameters:
  ///   - parts: into how many equal parts of the statistics window the run is cut for batch means;
  ///     0 for none.
  ///   - threads: how many may be used on each rank; the result does not depend on it.
  ///   - ranks: with which the run is shared, this being rank 0; the others call `follow`. The
  ///     result does not depend on them.
  ///   - endsEarly: whether an objective that may end the run does so: it is checked at the borders
  ///     of intervals, and the result says which one it was.
  ///   - progress: called between slices of some thousand events, the first ones 20 ms of simulated
  ///     time long at most, with the state of the run; answers whether to go on.
  ///   - atBorder: offered the simulation between slices, after `progress`, also when that stops
  ///     the run; may take a `checkpoint()`, unless there are several ranks.
  public mutating func run(
    parts: Int = 0, threads: Int = 1, ranks: any RankGroup = SingleRank(),
    endsEarly: Bool = false, progress: (RunProgress) -> Bool = { _ in true },
    atBorder: (inout ClusterSimulation) -> Void = { _ in }
  ) -> RunOutput {
    precondition(ranks.rank == 0, "rank \(ranks.rank) follows")
    let end = loaded.scenario.duration.nanoseconds
    begin(parts: parts, threads: threads, ranks: ranks)
    let checks = endsEarly ? ObjectiveChecks(loaded.scenario, simulation.world) : nil
    var isComplete = true
    while course.reached < end {
      let border = checks?.border(after: course.reached) ?? end
      runSlice(through: min(end, border))
      if let checks, course.reached == border, border < end, let early = broken(checks) {
        return finish(false, early)
      }
      let goesOn = progress(self.progress)
      if course.reached < end {
        atBorder(&self)
        if !goesOn {
          isComplete = false
          break
        }
      }
    }
    return finish(isComplete)
  }

  /// Simulates this rank's share of a run that rank 0 runs with the same arguments, to its end; at
  /// once when the cluster must stay in one piece, which rank 0 then runs alone.
  public mutating func follow(parts: Int = 0, threads: Int = 1, ranks: any RankGroup) {
    precondition(ranks.rank > 0, "rank 0 leads")
    begin(parts: parts, threads: threads, ranks: ranks)
    let checks = ObjectiveChecks(loaded.scenario, simulation.world)
    partitioned?.follow(checks)
  }

  /// The first of the objectives that may end the run which is broken now.
  private mutating func broken(_ checks: ObjectiveChecks) -> EarlyEnd? {
    let time = course.reached
    if partitioned != nil {
      partitioned?.collect(checks, at: time)
    } else {
      checks.clear()
      simulation.withWorld { world, _ in checks.add(&world, at: time) }
    }
    return checks.broken(at: time)
  }

  private mutating func finish(_ isComplete: Bool, _ early: EarlyEnd? = nil) -> RunOutput {
    let outputs = OutputBuilder(loaded: loaded, toolVersion: toolVersion)
    if partitioned != nil {
      partitioned?.end()
      if let output = partitioned?.withWorld({
        outputs.output(
          &$0, reached: course.reached, isComplete: isComplete, early: early, batches: nil)
      }) {
        return output
      }
    }
    simulation.withWorld { $0.endRun($1, at: course.reached) }
    return outputs.output(
      &simulation.world, reached: course.reached, isComplete: isComplete, early: early,
      batches: isComplete ? course.batches?.series : nil)
  }

  /// How far the run is.
  public var progress: RunProgress {
    RunProgress(
      simulatedSeconds: Double(course.reached) / 1e9,
      totalSeconds: loaded.scenario.duration.seconds, events: happenings)
  }

  private var happenings: UInt64 {
    switch partitioned {
    case .some(let run): run.happenings
    case .none: simulation.world.happenings
    }
  }

  private var handled: UInt64 {
    switch partitioned {
    case .some(let run): run.handled
    case .none: simulation.handled
    }
  }

  /// Gets ready for the first slice; nothing to do for a run that is under way.
  mutating func begin(parts: Int, threads: Int, ranks: any RankGroup = SingleRank()) {
    if course.hasBegun {
      precondition(parts == course.parts, "begun in \(course.parts) parts, not \(parts)")
      precondition(ranks.count == 1, "a run that began on one rank, on \(ranks.count)")
      return
    }
    course.hasBegun = true
    course.parts = parts
    let scenario = loaded.scenario
    course.step = max(min(scenario.duration.nanoseconds / 512, 20_000_000), 1)
    course.batches = parts > 0 ? BatchRecorder(scenario, count: parts) : nil
    if scenario.warmup.nanoseconds == 0 { course.batches?.note(simulation.world, at: 0) }
    if threads * ranks.count > 1 && parts == 0 {
      cut(
        crowds: wishedCrowds
          ?? PartitionSpread.crowds(ranks: ranks.count, threads: threads), threads: threads,
        ranks: ranks)
    }
  }

  /// The records that this run has needed so far, on one thread.
  package var memory: MemoryUse {
    MemoryUse(
      requests: simulation.world.requests.peak, packets: simulation.world.packets.peak,
      entries: simulation.world.entries.peak)
  }

  /// Gives requests, packets and entries numbers in a shuffled order, before anything has happened.
  /// For tests: the result does not depend on them.
  package mutating func scatterSlots(key: UInt64) {
    simulation.withWorld { world, _ in
      world.requests.scatter(1 << 12, key: key)
      world.packets.scatter(1 << 12, key: key &+ 1)
      world.entries.scatter(1 << 12, key: key &+ 2)
    }
  }

  /// Cuts the cluster into partitions, if that can be.
  mutating func cut(crowds: Int, threads: Int, ranks: any RankGroup = SingleRank()) {
    partitioned = PartitionedRun(
      builder, cutting: simulation.world, crowds: crowds, threads: threads, ranks: ranks)
    course.crowds = partitioned == nil ? 0 : crowds
  }

  /// Handles the events of the next slice. Where slices end changes nothing but the moments at
  /// which the caller is asked, except that one always ends at the border of a batch.
  private mutating func runSlice(through end: Int64) {
    let step = course.step
    var border = step < end - course.reached ? course.reached + step : end
    if let batch = course.batches?.border(after: course.reached) { border = min(border, batch) }
    let before = handled
    if partitioned != nil {
      partitioned?.run(through: border)
    } else {
      simulation.run(through: border)
    }
    course.reached = border
    if course.batches != nil { simulation.withWorld { world, _ in world.flushTallies() } }
    course.batches?.note(simulation.world, at: border)
    // Long slices where little happens: a year with one event a day must not ask a billion times.
    // Threads are gathered at the end of a slice, which must be worth it.
    let few: UInt64 = partitioned == nil ? 1000 : 100_000
    if handled - before < few { course.step = min(step * 2, 1 << 58) }
    if handled - before > 200 * few { course.step = max(step / 2, 1) }
  }
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// Simulated seconds reached.
  public var simulatedSeconds: Double
  /// Simulated seconds in all.
  public var totalSeconds: Double
  /// Events so far.
  public var events: UInt64
}

/// What a run gives back.
public struct RunOutput: Sendable {
  /// The result; its fingerprint is still empty (`Reports` computes it over the canonical JSON).
  public var result: RunResult
  /// Claims offered to the claim tiers, for `claims_per_wall_second`; nil without a claim tier.
  public var claims: UInt64?
  /// False when `progress` stopped the run; the result is a partial one then, and of no use where
  /// it has no statistics.
  public var isComplete: Bool
  /// The latency histograms behind the result's quantiles.
  public var histograms: HistogramSet
  /// Cumulative figures by part of the window, if parts were asked for.
  public var batches: BatchSeries?
}

/// Why a scenario cannot be simulated although it is valid.
public struct ModelError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, with the numbers.
  public var description: String

  /// An error that says `description`.
  public init(_ description: String) { self.description = description }
}
