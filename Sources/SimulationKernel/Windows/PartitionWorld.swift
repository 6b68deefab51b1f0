/// A world that is one of several partitions, which reach each other by messages alone.
public protocol PartitionWorld: World, SendableMetatype, ~Copyable {
  /// Where messages to other partitions go. Set by the scheduler before every round.
  var outboxes: Outboxes { get set }

  /// Takes what another partition sent: decodes the records and schedules events for them.
  ///
  /// Called between windows, at most once a round for each sender and channel, in the order of
  /// senders, then channels. Inside, records come in the order of sending. The result of a run must
  /// not depend on the round in which something is accepted.
  mutating func accept(
    _ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int, in queue: inout EventQueue)
}

extension Simulation where W: PartitionWorld & ~Copyable {
  /// Hands the world what another partition sent.
  @inlinable
  mutating func accept(_ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int) {
    withWorld { $0.accept(bytes, from: sender, channel: channel, in: &$1) }
  }
}
