/// The root of all random numbers of one run; gives every entity its own streams.
///
/// A stream is named by (seed, replication, entity, purpose). The entity is a stable number (of a
/// request, a packet, a user), never a slot or a node, so the same request draws the same numbers
/// in every topology. Within one run the keys of different (entity, purpose) pairs are different
/// for entities below 2^56: the pair is packed into one word and goes through a bijection.
@frozen public struct StreamKey: Hashable, Sendable, BitwiseCopyable {
  /// The mixed word of seed and replication.
  public let root: UInt64

  /// Derives the root of a run.
  public init(seed: UInt64, replication: UInt32 = 0) {
    let first = BitMixer.mix(seed &+ BitMixer.goldenGamma)
    let second = BitMixer.mix(first ^ BitMixer.mix(UInt64(replication) &+ 0xD1B5_4A32_D192_ED03))
    root = BitMixer.mix(second &+ BitMixer.goldenGamma)
  }

  /// The key of one stream, for `RandomStream.word(key:counter:)`; about 1 ns.
  @inlinable @inline(__always)
  public func key(entity: UInt64, purpose: UInt8) -> UInt64 {
    let packed = ((entity &<< 8) | (entity &>> 56)) ^ UInt64(purpose)
    return BitMixer.mix(root &+ packed &* BitMixer.goldenGamma)
  }

  /// The stream of one entity and purpose, at its first word; about 1 ns.
  @inlinable @inline(__always)
  public func stream(entity: UInt64, purpose: UInt8) -> RandomStream {
    RandomStream(key: key(entity: entity, purpose: purpose))
  }
}
