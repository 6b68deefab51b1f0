/// The books' own account of one packet: 12 bytes, of what the database said of it.
///
/// It keeps what is left instead of what was paid in and out, and folds what was paid in, the
/// shares and every receipt in their order into a digest of 46 bits. The replay computes the same
/// digest from the packet's random words: an entry that is wrong in any way gives another one but
/// for one in 7 × 10^13.
@frozen public struct PacketAccount: Sendable, BitwiseCopyable {
  /// Where a packet is in its life.
  @frozen public enum State: UInt8, Sendable, BitwiseCopyable {
    case free, open, refunded
  }

  /// The most cents that a packet may have (20 million yuan and a bit).
  @inlinable public static var mostCents: Int64 { Int64(Int32.max) }
  /// The most shares that a packet may have.
  @inlinable public static var mostShares: Int { Int(UInt16.max) }

  /// Cents neither settled nor refunded; below zero after a false entry.
  @usableFromInline var left: Int32 = 0
  /// Low half of the digest and the state.
  @usableFromInline var low: UInt32 = 0
  /// High half of the digest.
  @usableFromInline var high: UInt16 = 0
  /// Shares without a receipt.
  @usableFromInline var sharesLeft: UInt16 = 0

  /// A free slot.
  @inlinable public init() {}

  /// An open packet.
  @inlinable public init(cents: Int64, shares: Int) {
    left = Int32(clamping: cents)
    sharesLeft = UInt16(clamping: shares)
    set(Self.digest(Self.digest(0, cents), Int64(shares)), .open)
  }

  /// Cents neither settled nor refunded.
  @inlinable public var leftCents: Int64 { Int64(left) }

  /// Shares without a receipt.
  @inlinable public var leftShares: Int { Int(sharesLeft) }

  /// The digest of what was paid in and of the receipts in their order.
  @inlinable public var digest: UInt64 { UInt64(high) &<< 30 | UInt64(low &>> 2) }

  /// Where the packet is in its life.
  @inlinable public var state: State {
    get { State(rawValue: UInt8(truncatingIfNeeded: low & 3)) ?? .free }
    set { low = low & ~3 | UInt32(newValue.rawValue) }
  }

  @inlinable @inline(__always)
  mutating func set(_ digest: UInt64, _ state: State) {
    low = UInt32(truncatingIfNeeded: digest &<< 2) | UInt32(state.rawValue)
    high = UInt16(truncatingIfNeeded: digest &>> 30)
  }

  /// Takes a receipt; false when no share was left for it.
  @inlinable @inline(__always)
  mutating func settle(_ cents: Int64) -> Bool {
    left &-= Int32(clamping: cents)
    set(Self.digest(digest, cents), state)
    if sharesLeft == 0 { return false }
    sharesLeft &-= 1
    return true
  }

  /// The digest after one more number; depends on the order and on every number. The high 46 bits
  /// of a product, which depend on all bits of the sum.
  @inlinable @inline(__always)
  static func digest(_ digest: UInt64, _ number: Int64) -> UInt64 {
    ((digest &+ UInt64(bitPattern: number) &+ 1) &* 0x9E37_79B9_7F4A_7C15) &>> 18
  }
}
