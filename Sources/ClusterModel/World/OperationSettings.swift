import SimulationKernel

/// Settings of the operations as plain numbers. A scenario has at most one tier each that claims,
/// stores and settles for packets.
struct OperationSettings {
  /// True: one operation reads and decrements.
  var isAtomic = false
  /// Compare-and-swaps in all.
  var swaps: UInt8 = 3
  /// After the last conflict: pass on (over-admit), or reject as busy.
  var letsThrough = true
  /// The tier that stores, or -1.
  var storeTier = -1
  var replicas = 3
  /// Nanoseconds.
  var expiry: Int64 = 86_400_000_000_000
  var refundScan: Int64 = 60_000_000_000
  var learnsAfter: Int64 = 50_000_000
  /// Whether somebody may ask the store what it has learnt: a cache node that lost a counter.
  var isAskedForCommits = true
  /// Share of the service time under the row lock; 1 holds it until the commit.
  var lockShare = 1.0
  var hasFlush = false
  var flush = Sampler.constant(0)
  /// Keys the draws of nodes (flush times).
  var seedKey: UInt64 = 0
}
