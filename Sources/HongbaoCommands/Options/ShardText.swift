import ArgumentParser
import Experiments

/// A shard as it is written on the command line.
enum ShardText {
  /// `0/4` to `3/4`.
  static func shard(_ text: String) throws -> Shard {
    guard let shard = Shard(text) else {
      throw ValidationError(
        "--shard must be i/n with i from 0 to n - 1, such as 0/4 to 3/4, got '\(text)'")
    }
    return shard
  }
}
