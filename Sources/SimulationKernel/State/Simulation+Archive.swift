extension Simulation where W: ~Copyable {
  /// Saves or loads the clock and the calendar; the world has a walk of its own.
  ///
  /// May be called between two calls of `run(through:)`.
  public mutating func archiveCalendar(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("clock")
    try archive.value(&now)
    try archive.value(&handled)
    try queue.archive(&archive)
  }
}
