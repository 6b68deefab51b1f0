/// Carries messages between the ranks of a run, once a round.
///
/// All ranks call `exchange` the same number of times; it is a barrier between them. Only the
/// thread that called `WindowScheduler.run` uses it.
public protocol WindowTransport: AnyObject {
  /// Sends each rank its frame, takes the frames of the others, and joins the reports.
  ///
  /// - Parameters:
  ///   - frames: by rank, bytes for it; empty for this rank and wherever there is nothing to say.
  ///     What is in a frame is the scheduler's business (`MessageFrame`).
  ///   - report: of this rank.
  ///   - receive: to be called with every frame that is not empty, and the rank that sent it, in
  ///     any order, before `exchange` returns.
  /// - Returns: the reports of all ranks, joined.
  func exchange(
    _ frames: [UnsafeRawBufferPointer], _ report: WindowReport,
    receive: (_ rank: Int, _ frame: UnsafeRawBufferPointer) -> Void
  ) -> WindowReport
}
