public struct Outboxes: @unchecked Sendable {
  public init() {}
  @inlinable public func append<T: BitwiseCopyable>(
    _ record: T, at time: Int64, to target: Int, channel: Int
  ) { preconditionFailure() }
  @inlinable public func append(
    bytes: UnsafeRawBufferPointer, at time: Int64, to target: Int, channel: Int
  ) { preconditionFailure() }
}
public protocol PartitionWorld: World, ~Copyable {
  var outboxes: Outboxes { get set }
  mutating func accept(
    _ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int, in queue: inout EventQueue)
}
