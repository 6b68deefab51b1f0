import SimulationKernel

/// Where a run is between two slices.
struct RunCourse {
  var hasBegun = false
  /// Parts of the statistics window, for `batches`.
  var parts = 0
  /// Events up to here have been handled, in nanoseconds.
  var reached: Int64 = 0
  /// Length of the next slice in nanoseconds.
  var step: Int64 = 1
  var batches: BatchRecorder?
  /// Crowds of a cluster that runs in partitions; 0: it is in one piece.
  var crowds = 0

  /// Saves or loads it; loading, the parts must be those of the saved run.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("course")
    try archive.constant(parts, "the number of batches")
    try archive.value(&crowds)
    guard (0...256).contains(crowds) else { throw archive.damaged("\(crowds) crowds") }
    try archive.value(&reached)
    try archive.value(&step)
    guard reached >= 0, step > 0 else { throw archive.damaged("at \(reached) by \(step)") }
    try batches?.archive(&archive)
  }
}
