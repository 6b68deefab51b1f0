import Quantities
import ResultTypes
import ScenarioTypes
import SimulationKernel

/// The objectives that may end a run, checked at the borders of its intervals: between events, with
/// all counts up to the border and none after it, so that the same border ends the run however it
/// is spread.
final class ObjectiveChecks {
  /// Objectives that may end the run, in the order of the file, with the first instant at which
  /// each is checked, in nanoseconds.
  private let watched: [(objective: Objective, from: Int64)]
  private let scenario: Scenario
  private let clock: IntervalClock
  /// Of all partitions, and of the one that is being added.
  private let sum: ObjectiveColumns
  private let part: ObjectiveColumns

  /// Nil when no objective may end the run.
  init?(_ scenario: Scenario, _ world: borrowing ClusterWorld) {
    let clock = world.clock
    // Before a whole interval of the statistics has passed there is nothing to check.
    let first = (clock.warmup + clock.length - 1) / clock.length * clock.length + clock.length
    let watched = scenario.objectives.compactMap { objective in
      objective.abortGrace.map { grace in
        (objective: objective, from: max(first, clock.warmup + grace.nanoseconds))
      }
    }
    guard !watched.isEmpty else { return nil }
    let metrics = watched.map(\.objective.metric)
    self.watched = watched
    self.scenario = scenario
    self.clock = clock
    sum = ObjectiveColumns(metrics, world)
    part = ObjectiveColumns(metrics, world)
  }

  /// The next instant, in nanoseconds, at which something is checked.
  func border(after time: Int64) -> Int64 {
    let first = watched.reduce(Int64.max) { min($0, $1.from) }
    let next = time - time % clock.length + clock.length
    return max(next, first + (clock.length - first % clock.length) % clock.length)
  }

  // MARK: Adding up

  /// Forgets what was added.
  func clear() { sum.clear() }

  /// Adds a partition in which everything up to `time` was handled; what it simulates is not
  /// changed.
  func add(_ world: inout ClusterWorld, at time: Int64) {
    part.take(&world, at: time)
    sum.add(part)
  }

  /// What was added, for another rank.
  var bytes: [UInt8] {
    var archive = StateArchive()
    do throws(StateError) {
      try sum.archive(&archive)
      return try archive.finish()
    } catch {
      preconditionFailure("what was counted cannot be saved: \(error)")
    }
  }

  /// Adds what another rank has.
  func add(_ bytes: [UInt8]) throws(StateError) {
    var archive = try StateArchive(loading: bytes)
    try part.archive(&archive)
    try archive.finish()
    sum.add(part)
  }

  // MARK: Judging

  /// The first objective that does not hold over what was added, everything up to `time`; one with
  /// nothing to measure yet is not broken.
  func broken(at time: Int64) -> EarlyEnd? {
    var clock = clock
    clock.stop(at: time)
    let figures = ResultBuilder(
      scenario, clock: clock.ofWholeIntervals, recorders: sum.recorders, clients: sum.clients)
    for (objective, from) in watched where from <= time {
      guard let value = figures.value(objective.metric),
        !ResultBuilder.holds(objective, value)
      else { continue }
      return EarlyEnd(
        objective: objective.expression, line: objective.line, value: value,
        reachedSeconds: Double(time) / 1e9, plannedSeconds: scenario.duration.seconds)
    }
    return nil
  }
}
