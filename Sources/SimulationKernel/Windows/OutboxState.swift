/// What a sender's outboxes know of the round.
@frozen
@usableFromInline
struct OutboxState: BitwiseCopyable {
  /// Where the window of the next round begins, in staged time: nothing may come before it.
  @usableFromInline var nextWindow: Int64 = .max
  /// The earliest message of this round, in staged time; `Int64.max` without one.
  @usableFromInline var earliest: Int64 = .max
  /// The partition that sends.
  @usableFromInline let sender: Int

  @usableFromInline
  init(sender: Int) { self.sender = sender }
}
