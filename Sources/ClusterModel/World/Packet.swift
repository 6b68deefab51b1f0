/// One open packet as every component sees it: 36 bytes; the books' account of it has 12 more.
///
/// What it was given at first, its amount and its number of shares, is drawn again from the key
/// where it is needed. Its expiry is kept apart, in `ExpiryColumn`, by runs that are longer.
struct Packet: SlabRecord {
  private var keyLow: UInt32
  private var keyHigh: UInt32
  /// Database row: cents not yet paid out.
  var remaining: Int32
  /// Cache: node (20 bits) and its life (12 bits) that hold the counter, or `noHolder`.
  var holder: UInt32
  /// First of the entries (receipts, admissions, row lock) of this packet, or `Request.none`.
  var entries: UInt32
  /// References (24 bits) and flags (8 bits).
  private var holds: UInt32
  /// Database row: shares not yet paid out.
  var left: UInt16
  /// Store: commits it has learnt of.
  var known: UInt16
  /// Cache: claims that can still be admitted.
  var count: UInt16
  /// Cache: grows with every successful compare-and-swap.
  var version: UInt16
  /// Minute in which it was stored (24 bits: 31 years) and index of the population (8 bits).
  private var origin: UInt32

  /// A packet nobody refers to yet.
  init(key: UInt64, amount: Int32, shares: UInt16, population: Int) {
    keyLow = UInt32(truncatingIfNeeded: key)
    keyHigh = UInt32(truncatingIfNeeded: key >> 32)
    remaining = amount
    holder = Packet.noHolder
    entries = Request.none
    holds = 0
    left = shares
    known = 0
    count = 0
    version = 0
    origin = UInt32(population)
  }

  /// Stable number; keys every random number of the packet and its group.
  @inline(__always) var key: UInt64 { UInt64(keyHigh) << 32 | UInt64(keyLow) }

  /// Requests and events that may still act on it: at most 60,000 members with 255 tries each, and
  /// as many commits to learn of, which is below 2^24.
  @inline(__always) var references: UInt32 {
    get { holds >> 8 }
    set { holds = newValue << 8 | holds & 0xFF }
  }

  @inline(__always) var flags: UInt8 {
    get { UInt8(truncatingIfNeeded: holds) }
    set { holds = holds & ~0xFF | UInt32(newValue) }
  }

  /// Index of the population.
  @inline(__always) var population: Int { Int(origin & 0xFF) }

  /// Minute of simulated time in which it was stored.
  var minute: Int64 {
    get { Int64(origin >> 8) }
    set { origin = UInt32(truncatingIfNeeded: newValue) << 8 | origin & 0xFF }
  }

  @inline(__always) var link: UInt32 {
    get { entries }
    set { entries = newValue }
  }

  static var noHolder: UInt32 { .max }
  /// The store has it: money is in the books.
  static var storedFlag: UInt8 { 1 }
  /// Its group has been told.
  static var postedFlag: UInt8 { 2 }
  /// A transaction holds the row lock.
  static var lockedFlag: UInt8 { 4 }
  /// Others wait for it: entries of the chain say who, in order.
  static var contendedFlag: UInt8 { 8 }
}

/// A receipt, an admission or a place in the row-lock queue: an entry in a packet's chain.
struct PacketEntry: SlabRecord {
  enum Kind: UInt8 {
    /// The database paid `value` cents to `member`.
    case receipt
    /// The cache admitted `member`.
    case admission
    /// Request `value` waits for the row lock; the first of the chain is next.
    case lock
  }

  var next: UInt32
  var value: UInt32
  var member: UInt16
  var kind: Kind

  @inline(__always) var link: UInt32 {
    get { next }
    set { next = newValue }
  }
}
