import ScenarioTypes

/// One attempt of a client on its way through the cluster: 64 bytes.
///
/// A record is alive from the arrival at the first tier until nobody will use it any more; the
/// same record serves the retries of a request and the open that follows a claim, unless an event
/// still points to it.
struct Request: SlabRecord {
  /// Stable number: orders simultaneous events, and keys every random number of the attempt.
  var key: UInt64
  /// The first tap of this request, in nanoseconds.
  var firstTap: Int64
  /// When the client loses patience with this attempt, in nanoseconds; `Int64.max`: never.
  var deadline: Int64
  /// Arrival at the tier it is at, in nanoseconds.
  var entered: Int64
  /// Claim tier: the version read. Event-driven stations: when a server took it, in nanoseconds.
  var scratch: Int64
  /// Slot of the packet, or `none`.
  var packet: UInt32
  /// The next request of the queue or batch it waits in, or `none`.
  var next: UInt32
  /// Node of the first tier that took the attempt.
  var entryNode: UInt32
  /// Node of the tier it is at.
  var node: UInt32
  /// Which member of the group acts; `sender` for the one who posts the packet.
  var member: UInt16
  var kindAndFlags: UInt8
  /// Place in the path, from 0.
  var hop: UInt8
  var phase: Phase
  /// Compare-and-swaps tried (claim tier).
  var swaps: UInt8
  /// Number of this try, from 1.
  var attempt: UInt8
  /// Operations asked of stations so far: tells the draws of one attempt apart.
  var visit: UInt8

  static var none: UInt32 { .max }
  static var sender: UInt16 { .max }

  /// Where an attempt stands.
  enum Phase: UInt8 {
    /// On its way to a tier, or to the first operation there.
    case travelling
    /// Claim tier: on the way to the compare-and-swap, a round trip after the read.
    case swapping
    /// Claim tier: on the way to the store, to rebuild a counter.
    case fetching
    /// Claim tier: on the way back from the store.
    case returning
    /// Update tier: working on what it read.
    case updating
    /// Cache tier: waiting for the fetch of another request.
    case joining
    /// Waiting for its copies.
    case forked
    /// Event-driven station: waiting for a server.
    case waiting
    /// Settlement: has a server, waits for the row lock.
    case locking
    /// Event-driven station: being served.
    case serving
    /// Settlement: waiting for the flush that commits.
    case committing
    /// Out of the cluster; the client waits for its time-out.
    case vanished
    /// Killed by a crash, or left behind: freed when its event comes.
    case husk
  }

  static var orphanFlag: UInt8 { 0x04 }
  static var timeoutFlag: UInt8 { 0x08 }
  static var errorFlag: UInt8 { 0x10 }
  static var detachedFlag: UInt8 { 0x20 }
  static var lockFlag: UInt8 { 0x40 }
  /// One of several copies of a forked request; never has the flags of a client.
  static var copyFlag: UInt8 { 0x80 }

  @inline(__always) var kind: RequestKind {
    get { unsafeBitCast(kindAndFlags & 3, to: RequestKind.self) }
    set { kindAndFlags = kindAndFlags & 0xFC | newValue.rawValue }
  }

  @inline(__always) var link: UInt32 {
    get { next }
    set { next = newValue }
  }

  @inline(__always) func has(_ flag: UInt8) -> Bool { kindAndFlags & flag != 0 }
  @inline(__always) mutating func set(_ flag: UInt8) { kindAndFlags |= flag }
  @inline(__always) mutating func clear(_ flag: UInt8) { kindAndFlags &= ~flag }
}
