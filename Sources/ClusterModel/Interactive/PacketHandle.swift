/// A packet that was created from outside. Never used again for another packet.
public struct PacketHandle: RawRepresentable, Hashable, Sendable {
  /// Slot (low 32 bits) and generation (high 32 bits).
  public var rawValue: UInt64

  /// The handle that was written down as `rawValue`; may name no packet.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  init(slot: UInt32, generation: UInt32) { rawValue = UInt64(generation) << 32 | UInt64(slot) }

  var slot: UInt32 { UInt32(truncatingIfNeeded: rawValue) }
  var generation: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
}
