import ScenarioTypes
import SimulationKernel

/// A run that is put down and taken up again, in another process if need be.
extension ClusterSimulation {
  /// The state of the run as bytes: what `restore(from:parts:)` needs to go on from here to the
  /// very result that this run will have.
  ///
  /// To be called before `run`, or by it at the border of a slice. Costs a copy of the memory in
  /// use; the run itself is not changed.
  public mutating func checkpoint() -> [UInt8] {
    var archive = StateArchive()
    do throws(StateError) {
      try walk(&archive)
      return try archive.finish()
    } catch {
      preconditionFailure("a state cannot be saved: \(error)")
    }
  }

  /// Goes back to the state that `checkpoint()` saved.
  ///
  /// - Parameters:
  ///   - state: saved by a simulation of the same scenario, seed and version.
  ///   - parts: those of the saved run, and of the one to come.
  ///   - threads: of the run to come; the partitions are those of the saved run.
  /// - Throws: `CheckpointError`. A simulation that could not be restored must not be run.
  public mutating func restore(
    from state: [UInt8], parts: Int = 0, threads: Int = 1
  ) throws(CheckpointError) {
    precondition(!course.hasBegun, "only a simulation that has not begun can be restored")
    begin(parts: parts, threads: 1)
    do throws(StateError) {
      var archive = try StateArchive(loading: state)
      try walk(&archive, threads: threads)
      try archive.finish()
    } catch {
      throw CheckpointError(error)
    }
  }

  /// The one walk over everything that changes in a run.
  private mutating func walk(
    _ archive: inout StateArchive, threads: Int = 1
  ) throws(StateError) {
    try archive.section("scenario")
    try archive.constant(loaded.scenario.seed, "the seed")
    try archive.constant(Int64(loaded.scenario.tiers.count), "the number of tiers")
    try archive.constant(Int64(loaded.scenario.populations.count), "the number of populations")
    try course.archive(&archive)
    guard course.crowds > 0 else {
      try simulation.archiveCalendar(&archive)
      try simulation.world.archive(&archive)
      return
    }
    if archive.isLoading { cut(crowds: course.crowds, threads: threads) }
    try partitioned?.archive(&archive)
  }
}

/// Why a run cannot go on from a checkpoint.
public struct CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  /// True: the bytes are not those that were saved. False: they belong to something else.
  public var isDamaged: Bool
  /// What is wrong, and where in the state.
  public var description: String

  init(_ error: StateError) {
    isDamaged = error.reason == .damaged
    description = "\(error)"
  }
}
