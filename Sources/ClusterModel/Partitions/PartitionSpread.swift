/// Which partition runs on which rank and thread.
///
/// The site and the gate are the two large ones: they have a thread each, on ranks 0 and 1 if there
/// are ranks. The crowds are small. They go to the ranks so that all threads have about the same to
/// do, and on a rank to whichever thread is first done with what it has for itself.
struct PartitionSpread {
  /// By partition.
  let ranks: [Int]
  /// By rank and thread: the large partitions.
  private var pinned: [[[Int]]]

  init(partitions: Int, ranks count: Int, threads: Int) {
    pinned = Array(repeating: Array(repeating: [], count: threads), count: count)
    pinned[0][0].append(PartitionLayout.site)
    pinned[count > 1 ? 1 : 0][count > 1 ? 0 : min(1, threads - 1)].append(PartitionLayout.gate)
    var ranks = [Int](repeating: 0, count: partitions)
    ranks[PartitionLayout.gate] = count > 1 ? 1 : 0
    // What each rank has to do, in crowds.
    var work = [Int](repeating: 0, count: count)
    work[0] += Self.siteWork
    work[ranks[PartitionLayout.gate]] += Self.gateWork
    for crowd in PartitionLayout.firstCrowd..<partitions {
      // All ranks have as many threads.
      let rank = (0..<count).min { work[$0] < work[$1] } ?? 0
      ranks[crowd] = rank
      work[rank] += 1
    }
    self.ranks = ranks
  }

  /// How many crowds a run on so many threads is worth: a few for each, so that they even out.
  static func crowds(ranks: Int, threads: Int) -> Int { min(4 * ranks * threads, 8) }

  // What a profile of the flagship says, where eight crowds are worth 620 samples, the site 2,190
  // and the gate 2,000.
  private static var siteWork: Int { 28 }
  private static var gateWork: Int { 26 }

  /// The large partitions of a rank, by thread.
  func threads(of rank: Int) -> [[Int]] { pinned[rank] }

  /// The small partitions of a rank: any thread's.
  func shared(of rank: Int) -> [Int] {
    ranks.indices.filter { $0 >= PartitionLayout.firstCrowd && ranks[$0] == rank }
  }

  /// The partitions of a rank, ascending.
  func partitions(of rank: Int) -> [Int] { ranks.indices.filter { ranks[$0] == rank } }
}
