import ArgumentParser
import ClusterModel

/// A verb that several processes share, all of them started with the same command line.
protocol SharedCommand: ParsableCommand {
  /// Does this rank's part. Rank 0 alone prints and writes.
  func run(on ranks: any RankGroup) throws
}
