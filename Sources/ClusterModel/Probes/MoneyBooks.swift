import RedPackets
import SimulationKernel

/// The audit's books as the model uses them: the model says what its database did, `RedPackets`
/// keeps its own account and replays every packet's amounts when nobody will act on it any more.
struct MoneyBooks: ~Copyable {
  var books: PacketBooks
  let rule: AmountRule
  /// Claims that caches handed out, or counted again after a rebuild, beyond the shares.
  var overAdmitted: UInt64 = 0
  /// Opens that the database refused because nothing was left.
  var refusedEmpty: UInt64 = 0

  init(rule: AmountRule) {
    books = PacketBooks(capacity: 1 << 10)
    self.rule = rule
  }

  /// A packet exists; `key` is its stream of share amounts.
  mutating func issue(_ slot: UInt32, key: UInt64, cents: Int64, shares: Int) {
    books.issue(packet: Int(slot), number: key, cents: cents, shares: shares)
  }

  /// A transaction committed.
  @inline(__always)
  mutating func settle(_ slot: UInt32, cents: Int64) {
    books.settle(packet: Int(slot), cents: cents)
  }

  /// The amount of the next opening of a packet: word n of the packet's stream for opening n.
  @inline(__always)
  func draw(key: UInt64, total: Int64, shares: Int, remaining: Int64, left: Int) -> Int64 {
    let word = Self.word(key: key, opening: shares - left)
    if rule == .doubleMean {
      return AmountDrawing.draw(remainingCents: remaining, sharesLeft: left, random: word)
    }
    return AmountDrawing.draw(
      remainingCents: remaining, sharesLeft: left,
      cap: AmountDrawing.cap(totalCents: total, shares: shares), random: word)
  }

  @inline(__always)
  private static func word(key: UInt64, opening: Int) -> UInt64 {
    RandomStream.word(key: key, counter: UInt64(opening) + 1)
  }

  /// Nobody will act on a packet any more: its receipts are replayed; what is left is refunded, or
  /// stays open until an expiry after the end of the run.
  mutating func close(_ slot: UInt32, key: UInt64, remaining: Int64, isRefunded: Bool) {
    books.replay(packet: Int(slot), rule: rule) { Self.word(key: key, opening: $0) }
    if remaining == 0 {
      books.close(packet: Int(slot))
    } else if isRefunded {
      books.refund(packet: Int(slot), cents: remaining)
      books.close(packet: Int(slot))
    } else {
      books.setAside(packet: Int(slot), cents: remaining)
    }
  }
}
