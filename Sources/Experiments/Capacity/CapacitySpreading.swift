/// Where the points of a study are simulated. It changes no result.
public enum CapacitySpreading: Sendable {
  /// In this process.
  case here
  /// By the ranks of a crew, of which this one leads or follows.
  case ranks(RankCrew)
  /// Here and by other shards that lead the same study; `claims` says who is at which point.
  case shard(Shard, any CapacityClaims)
}

/// Says which execution is at work on a point, where several share what they keep.
public protocol CapacityClaims: Sendable {
  /// Takes a point for this execution; false while another one is alive and at it.
  func claim(_ key: String) -> Bool
  /// Lets go of a point, done or not.
  func release(_ key: String)
}
