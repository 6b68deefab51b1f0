/// One of several equal parts of the work of a study: part `index` of `count`, counted from 0.
///
/// The work is a row of numbered pieces: the replications of a scenario, or those of all points of
/// a sweep one after the other. A shard has every `count`-th of them, so that shards differ by one
/// piece at most, and no list has to be agreed on.
public struct Shard: Hashable, Sendable {
  /// From 0 to `count` - 1, as job arrays count.
  public let index: Int
  /// At least 1.
  public let count: Int

  /// The largest `count`: that of the largest job arrays.
  public static var largestCount: Int { 1_000_000 }

  /// Nil unless 0 ≤ `index` < `count` ≤ `largestCount`.
  public init?(index: Int, count: Int) {
    guard count >= 1, count <= Self.largestCount, index >= 0, index < count else { return nil }
    self.index = index
    self.count = count
  }

  /// `0/4` to `3/4`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard parts.count == 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(digits.contains) }),
      let index = Int(parts[0]), let count = Int(parts[1])
    else { return nil }
    self.init(index: index, count: count)
  }

  /// `3/7`, as it is written on the command line.
  public var text: String { "\(index)/\(count)" }

  /// The pieces of this shard among `total`: those whose number leaves `index` by `count`.
  public func numbers(of total: Int) -> [Int] {
    Array(stride(from: index, to: total, by: count))
  }

  /// The shard of `count` that has a piece.
  public static func holding(_ number: Int, count: Int) -> Shard? {
    count > 0 ? Shard(index: number % count, count: count) : nil
  }
}
