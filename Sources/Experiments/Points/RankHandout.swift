/// Which piece of work goes to which rank: the next one to the rank whose threads are least busy.
package struct RankHandout {
  /// A piece that is given to a rank.
  package struct Gift: Hashable {
    package var piece: Int
    package var rank: Int
    /// How many threads the piece may take there.
    package var threads: Int
  }

  /// Threads of each rank.
  private let threads: [Int]
  private var free: [Int]
  private var next = 0
  private let count: Int
  private var open: [Int: Gift] = [:]
  private var returned: [Int] = []

  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - threads: those of each rank, at least one.
  package init(_ count: Int, threads: [Int]) {
    self.count = count
    self.threads = threads
    free = threads
  }

  /// True when every piece was done.
  package var isDone: Bool { next == count && open.isEmpty && returned.isEmpty }

  /// Where there is a rank for each piece, it may have all of its threads.
  private var isRoomy: Bool { count <= threads.count }

  /// The next piece for a rank that has room; nil when all pieces are given away, or no rank has
  /// room.
  package mutating func give() -> Gift? {
    if let piece = returned.popLast() { return note(Gift(piece: piece, rank: 0, threads: 1)) }
    guard next < count else { return nil }
    var best: Int?
    for rank in threads.indices where free[rank] > 0 {
      // Shares without division.
      if let least = best, free[rank] * threads[least] <= free[least] * threads[rank] { continue }
      best = rank
    }
    guard let best else { return nil }
    defer { next += 1 }
    return note(Gift(piece: next, rank: best, threads: isRoomy ? threads[best] : 1))
  }

  private mutating func note(_ gift: Gift) -> Gift {
    free[gift.rank] -= gift.threads
    open[gift.piece] = gift
    return gift
  }

  /// A piece is done.
  package mutating func done(_ piece: Int) {
    guard let gift = open.removeValue(forKey: piece) else { return }
    free[gift.rank] += gift.threads
  }

  /// A rank could not do a piece: rank 0 is to do it, whatever else it has to do.
  package mutating func giveBack(_ piece: Int) {
    done(piece)
    returned.append(piece)
  }
}
