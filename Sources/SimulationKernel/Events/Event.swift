/// A flat event of 16 bytes: when, and a word that only the world understands.
@frozen
public struct Event: BitwiseCopyable, Sendable {
  /// Simulated time in nanoseconds from the start of the run.
  public var time: Int64
  /// What happens, packed by the world.
  public var word: UInt64

  /// Creates an event of `word` at `time` nanoseconds.
  @inlinable
  public init(time: Int64, word: UInt64) {
    self.time = time
    self.word = word
  }
}
