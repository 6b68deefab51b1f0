import ClusterModel

/// What a caller wants to know and to keep of runs under way.
struct RunWatch: Sendable {
  /// Called now and then, by one thread at a time; answers whether to go on.
  let progress: @Sendable (ReplicationRunner.Progress) -> Bool
  /// Offered each run between two slices, to take a checkpoint.
  let atBorder: @Sendable (inout ClusterSimulation) -> Void
  /// Asked once where a single run goes on; nil: at the beginning.
  let checkpoint: @Sendable () -> [UInt8]?
  /// Given each replication that is done.
  var keep: @Sendable (ReplicationRecord) -> Void = { _ in }
}
