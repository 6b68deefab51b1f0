/// Which partition runs on which rank and thread.
///
/// The site is half of the work and has the first thread of rank 0 to itself. The gate comes next,
/// on rank 1 if there is one; then each thread of each rank has a crowd. Where there are fewer
/// threads than partitions, the gate and the crowds share those that are not the site's; where
/// there are more, some have nothing to do.
struct PartitionSpread {
  /// By partition.
  let ranks: [Int]
  private let threadOf: [Int]
  private let threadCount: Int

  init(partitions: Int, ranks: Int, threads: Int) {
    var workers = (0..<ranks * threads).map { (rank: $0 / threads, thread: $0 % threads) }
    let first = workers.removeFirst()
    if ranks > 1 { workers.insert(workers.remove(at: threads - 1), at: 0) }
    if workers.isEmpty { workers = [first] }
    let chosen = (0..<partitions).map { partition in
      partition == PartitionLayout.site
        ? first : workers[(partition - PartitionLayout.gate) % workers.count]
    }
    self.ranks = chosen.map(\.rank)
    threadOf = chosen.map(\.thread)
    threadCount = threads
  }

  /// How many crowds a run on so many threads is worth.
  static func crowds(ranks: Int, threads: Int) -> Int {
    min(max(1, ranks * threads - 2), largestCrowdCount)
  }

  /// The site alone is half of the work: beyond eight, crowds only make more messages.
  static var largestCrowdCount: Int { 8 }

  /// The partitions of a rank by thread.
  func threads(of rank: Int) -> [[Int]] {
    var spread = [[Int]](repeating: [], count: threadCount)
    for (partition, thread) in threadOf.enumerated() where ranks[partition] == rank {
      spread[thread].append(partition)
    }
    return spread
  }

  /// The partitions of a rank, ascending.
  func partitions(of rank: Int) -> [Int] { ranks.indices.filter { ranks[$0] == rank } }
}
