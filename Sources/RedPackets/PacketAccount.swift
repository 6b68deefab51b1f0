/// The books' own account of one packet: 48 bytes.
@frozen public struct PacketAccount: Sendable, BitwiseCopyable {
  /// Where a packet is in its life.
  @frozen public enum State: UInt8, Sendable, BitwiseCopyable {
    case free, open, refunded
  }

  /// The packet's stable number.
  public var number: UInt64 = 0
  /// Cents paid in.
  public var issued: Int64 = 0
  /// Cents paid out.
  public var settled: Int64 = 0
  /// Cents paid back.
  public var refunded: Int64 = 0
  /// A digest of the receipts in their order, for the replay.
  public var digest: UInt64 = 0
  /// Receipts, at most 2^32 - 1.
  public var receipts: UInt32 = 0
  /// Shares, at most 2^24 - 1 (packed with the state to stay in 48 bytes).
  @usableFromInline var packed: UInt32 = 0

  /// A free slot.
  @inlinable public init() {}

  /// An open packet.
  @inlinable public init(number: UInt64, cents: Int64, shares: Int) {
    self.number = number
    issued = cents
    let kept = UInt32(truncatingIfNeeded: min(max(shares, 0), 0xFF_FFFF))
    packed = kept &<< 8 | UInt32(State.open.rawValue)
  }

  /// How many shares the packet has.
  @inlinable public var shares: Int { Int(packed &>> 8) }

  /// Where the packet is in its life.
  @inlinable public var state: State {
    get { State(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .free }
    set { packed = packed & 0xFFFF_FF00 | UInt32(newValue.rawValue) }
  }

  /// Adds a receipt.
  @inlinable @inline(__always)
  mutating func settle(_ cents: Int64) {
    settled &+= cents
    receipts &+= 1
    digest = Self.digest(digest, cents)
  }

  /// The digest after one more receipt; depends on the order and on every amount.
  @inlinable @inline(__always)
  static func digest(_ digest: UInt64, _ cents: Int64) -> UInt64 {
    (digest &+ UInt64(bitPattern: cents) &+ 1) &* 0x9E37_79B9_7F4A_7C15
  }
}
