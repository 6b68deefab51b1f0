/// One open packet as every component sees it: 48 bytes.
struct Packet: BitwiseCopyable {
  /// Stable number; keys every random number of the packet and its group.
  var key: UInt64
  /// Claims and opens from here on are refused, in nanoseconds; `Int64.max` before it is stored.
  var expiry: Int64
  /// Requests and events that may still act on it.
  var references: UInt32
  /// Cents put in.
  var amount: Int32
  /// Database row: cents not yet paid out.
  var remaining: Int32
  /// Cache: node (20 bits) and its life (12 bits) that hold the counter, or `noHolder`.
  var holder: UInt32
  /// First of the entries (receipts, admissions, row lock) of this packet, or `Request.none`.
  var entries: UInt32
  /// Shares put in.
  var shares: UInt16
  /// Database row: shares not yet paid out.
  var left: UInt16
  /// Store: commits it has learnt of.
  var known: UInt16
  /// Cache: claims that can still be admitted.
  var count: UInt16
  /// Cache: grows with every successful compare-and-swap.
  var version: UInt16
  /// Index of the population.
  var population: UInt8
  var flags: UInt8

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
struct PacketEntry: BitwiseCopyable {
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
}
