import SimulationKernel

/// One process that does everything.
public final class SingleRank: RankGroup {
  public let rank = 0
  public let count = 1

  public init() {}

  /// There is nobody to exchange anything with.
  public func exchange(
    _ frames: [UnsafeRawBufferPointer], _ report: WindowReport,
    receive: (_ rank: Int, _ frame: UnsafeRawBufferPointer) -> Void
  ) -> WindowReport { report }
}
