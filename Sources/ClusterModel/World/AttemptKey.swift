import ScenarioTypes
import SimulationKernel

/// The stable number of one attempt, made of the packet's and of who does what.
enum AttemptKey {
  /// What member, kind and attempt contribute.
  @inline(__always)
  static func word(member: UInt16, kind: RequestKind, attempt: UInt8) -> UInt64 {
    BitMixer.mix(
      UInt64(member) << 16 | UInt64(kind.rawValue) << 8 | UInt64(attempt) | 1 << 40)
  }
}
