import RedPackets
import SimulationKernel

/// The audit's books as the model uses them: the model says what its database did, `RedPackets`
/// keeps its own account and replays every packet's amounts when nobody will act on it any more.
/// What is left then is kept by minute of expiry alone.
struct MoneyBooks: ~Copyable {
  var books: PacketBooks
  let rule: AmountRule
  /// Claims that caches handed out, or counted again after a rebuild, beyond the shares.
  var overAdmitted: UInt64 = 0
  /// Opens that the database refused because nothing was left.
  var refusedEmpty: UInt64 = 0

  /// What is left of packets on which nobody will act, by the minute of their refund.
  var ledger = ExpiryLedger()
  /// The first minute after the end of the run.
  private let firstMinuteAfter: Int64
  private let end: Int64

  init(rule: AmountRule, end: Int64) {
    books = PacketBooks(capacity: 1 << 10)
    self.rule = rule
    self.end = end
    firstMinuteAfter = end / ExpiryMinute.length + 1
  }

  /// A packet exists.
  mutating func issue(_ slot: UInt32, number: UInt64, cents: Int64, shares: Int) {
    books.issue(packet: Int(slot), number: number, cents: cents, shares: shares)
  }

  /// A transaction committed.
  @inline(__always)
  mutating func settle(_ slot: UInt32, number: UInt64, cents: Int64) {
    books.settle(packet: Int(slot), number: number, cents: cents)
  }

  /// Whether `draw` needs the total of a packet.
  var needsTotal: Bool { rule != .doubleMean }

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

  /// Nobody will act on a packet any more: its receipts are replayed, and its account is free. What
  /// is left is refunded at `refundTime`, or stays open beyond the end of the run.
  ///
  /// `cents` and `shares` are drawn again from the key of the packet, `key` is its stream of share
  /// amounts; with `canExpire` the time is exact, without it lies after the end.
  mutating func close(
    _ slot: UInt32, number: UInt64, key: UInt64, cents: Int64, shares: Int, remaining: Int64,
    refundTime: Int64, canExpire: Bool
  ) {
    books.replay(packet: Int(slot), number: number, cents: cents, shares: shares, rule: rule) {
      Self.word(key: key, opening: $0)
    }
    if remaining == 0 {
      books.close(packet: Int(slot), number: number)
      return
    }
    books.setAside(packet: Int(slot), number: number, cents: remaining)
    let minute = refundTime / ExpiryMinute.length
    let isInRun = canExpire && refundTime <= end
    ledger.add(cents: remaining, at: Int(isInRun ? minute : max(minute, firstMinuteAfter)))
  }

  /// Refunds what was due in the minutes up to that of `time`, which is in the run.
  mutating func refund(through time: Int64) {
    let due = ledger.take(through: Int(time / ExpiryMinute.length))
    if due.packets > 0 { books.refundSetAside(cents: due.cents) }
  }

  /// Compares the ledger with the books when every packet is closed; a sentence if they differ.
  var ledgerViolation: String? {
    let open = books.openCents
    if ledger.total.cents == open || books.totals.violations > 0 { return nil }
    return "the ledger of expiry has \(ledger.total.cents) cents, but the books have \(open) open"
  }
}

/// The minutes by which the ledger of expiry is kept.
enum ExpiryMinute {
  /// Nanoseconds.
  static var length: Int64 { 60_000_000_000 }
}
