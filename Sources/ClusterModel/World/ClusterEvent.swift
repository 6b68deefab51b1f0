import SimulationKernel

/// What the word of an event says: a kind (8 bits), a small number (24 bits) and a slot (32 bits).
enum ClusterEvent {
  enum Kind: UInt8 {
    /// The next arrival of population `slot`.
    case arrival
    /// A member of packet `slot` reaches the first tier of a claim: `number` is the member (16
    /// bits) and the place of its access network (8 bits).
    case member
    /// Request `slot` reaches the tier of its hop.
    case reach
    /// The claim of request `slot` reaches its cache node, on the straight path.
    case claimant
    /// The client of request `slot` has waited long enough.
    case timeout
    /// The store learns of a commit to packet `slot`.
    case learn
    /// An event-driven station has served request `slot`.
    case complete
    /// Settlement has held the row lock of request `slot` long enough.
    case unlock
    /// Node `number` of tier `slot` has flushed its log.
    case flushed
    /// Node `number` of tier `slot` crashes (event-driven stations).
    case crash
    /// Copy `slot` of a forked request has left its tier.
    case joined
    /// An answer for key `slot` reaches the cache tier `number` / 2: served if `number` is odd.
    case filled
    /// Something is due at node `number` of the managed tier `slot`.
    case wake
    /// The group of packet `slot` is told of it (crowds only).
    case posted
    /// The instant `slot` of those that the scenario wants to know has come.
    case probe
  }

  @inline(__always)
  static func word(_ kind: Kind, slot: UInt32, number: Int = 0) -> UInt64 {
    UInt64(kind.rawValue) << 56 | UInt64(truncatingIfNeeded: number) << 32 | UInt64(slot)
  }

  @inline(__always)
  static func kind(_ event: Event) -> Kind {
    unsafeBitCast(UInt8(truncatingIfNeeded: event.word >> 56), to: Kind.self)
  }

  @inline(__always)
  static func slot(_ event: Event) -> UInt32 { UInt32(truncatingIfNeeded: event.word) }

  @inline(__always)
  static func number(_ event: Event) -> Int {
    Int(truncatingIfNeeded: event.word >> 32) & 0xFF_FFFF
  }
}
