/// What rank 0 tells the other ranks of a run to do next.
enum PartitionOrder {
  /// Handle the events up to this time, in nanoseconds.
  case run(through: Int64)
  /// Send what the objectives that may end the run are about, as it is now.
  case collect
  /// End the run and send what was counted.
  case end

  /// What a rank tells rank 0 of its work so far, with each order.
  struct Counts: BitwiseCopyable {
    var happenings: UInt64
    var handled: UInt64
  }

  /// Tells all other ranks; answers what they have done so far, added up.
  func give(to ranks: any RankGroup) -> Counts {
    let answers = ranks.share(Self.bytes(word))
    var sum = Counts(happenings: 0, handled: 0)
    for (rank, answer) in answers.enumerated() where rank != ranks.rank {
      let counts = Self.read(answer, as: Counts.self, from: rank)
      sum.happenings &+= counts.happenings
      sum.handled &+= counts.handled
    }
    return sum
  }

  /// Waits for the next order of rank 0.
  static func take(_ counts: Counts, in ranks: any RankGroup) -> PartitionOrder {
    var outgoing = [[UInt8]](repeating: [], count: ranks.count)
    outgoing[0] = bytes(counts)
    let word = read(ranks.exchange(outgoing)[0], as: Int64.self, from: 0)
    return word == Self.collectWord ? .collect : word < 0 ? .end : .run(through: word)
  }

  private var word: Int64 {
    switch self {
    case .run(let end): end
    case .collect: Self.collectWord
    case .end: -1
    }
  }

  private static var collectWord: Int64 { -2 }

  private static func bytes<T: BitwiseCopyable>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }

  private static func read<T: BitwiseCopyable>(
    _ bytes: [UInt8], as type: T.Type, from rank: Int
  ) -> T {
    precondition(
      bytes.count == MemoryLayout<T>.size, "rank \(rank) is out of step: \(bytes.count) bytes")
    return bytes.withUnsafeBytes { $0.loadUnaligned(as: type) }
  }
}
