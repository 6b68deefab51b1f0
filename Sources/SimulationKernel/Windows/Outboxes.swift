/// The messages that a partition sends in a round, by target and channel.
///
/// A flat handle of memory that the scheduler owns: copying it is cheap, and what is appended
/// through a copy is sent. The scheduler sets a world's handle before every round; between rounds
/// it must not be used.
@frozen
public struct Outboxes: BitwiseCopyable {
  @usableFromInline let buffers: UnsafeMutablePointer<MessageBuffer>?
  /// By target: its lag in nanoseconds, or `unlinked`.
  @usableFromInline let lags: UnsafeMutablePointer<Int64>?
  @usableFromInline let state: UnsafeMutablePointer<OutboxState>?
  @usableFromInline let targets: Int
  @usableFromInline let channels: Int

  /// The lag of a partition that the sender never sends to: puts every time before every window.
  static var unlinked: Int64 { .min / 2 }

  /// Outboxes that lead nowhere: what a world has before the scheduler connects it. Sending traps.
  public init() {
    buffers = nil
    lags = nil
    state = nil
    targets = 0
    channels = 0
  }

  /// Outboxes of a partition; the lags by target are copied.
  init(sender: Int, lags byTarget: [Int64], channels: Int) {
    targets = byTarget.count
    self.channels = channels
    let buffers = UnsafeMutablePointer<MessageBuffer>.allocate(capacity: targets * channels)
    buffers.initialize(repeating: MessageBuffer(), count: targets * channels)
    let lags = UnsafeMutablePointer<Int64>.allocate(capacity: targets)
    for target in 0..<targets { lags[target] = byTarget[target] }
    let state = UnsafeMutablePointer<OutboxState>.allocate(capacity: 1)
    state.initialize(to: OutboxState(sender: sender))
    self.buffers = buffers
    self.lags = lags
    self.state = state
  }

  func deallocate() {
    for index in 0..<targets * channels { buffers?[index].deallocate() }
    buffers?.deallocate()
    lags?.deallocate()
    state?.deallocate()
  }

  /// Sends a record to a partition, which accepts it before it runs its next window.
  ///
  /// Traps when `time` comes before the first window that the target can still run, when the plan
  /// has no link to `target`, or when there is no such channel.
  /// - Parameters:
  ///   - record: what is sent, byte for byte.
  ///   - time: the earliest time at which it may act on the target, in nanoseconds.
  ///   - target: number of the partition.
  ///   - channel: which of the scheduler's channels; one a type of record keeps decoding simple.
  @inlinable
  @inline(__always)
  public func append<T: BitwiseCopyable>(
    _ record: T, at time: Int64, to target: Int, channel: Int = 0
  ) {
    buffer(at: time, to: target, channel: channel).pointee.append(record)
  }

  /// Sends bytes that hold any number of records; none of them acts before `time`.
  public func append(
    _ bytes: UnsafeRawBufferPointer, at time: Int64, to target: Int, channel: Int = 0
  ) {
    buffer(at: time, to: target, channel: channel).pointee.append(bytes)
  }

  /// The buffer of a target and channel, after the checks.
  @inlinable
  @inline(__always)
  func buffer(
    at time: Int64, to target: Int, channel: Int
  ) -> UnsafeMutablePointer<MessageBuffer> {
    if UInt(bitPattern: target) >= UInt(bitPattern: targets)
      || UInt(bitPattern: channel) >= UInt(bitPattern: channels)
    {
      refuse(target, channel)
    }
    let state = state.unsafelyUnwrapped
    let staged = time &+ lags.unsafelyUnwrapped[target]
    if staged < state.pointee.nextWindow { refuse(time, to: target) }
    if staged < state.pointee.earliest { state.pointee.earliest = staged }
    return buffers.unsafelyUnwrapped + (target &* channels &+ channel)
  }

  /// The buffer of a target and channel, for who accepts or fills it between rounds.
  @inlinable
  func buffer(of target: Int, channel: Int) -> UnsafeMutablePointer<MessageBuffer> {
    buffers.unsafelyUnwrapped + (target &* channels &+ channel)
  }

  /// Begins a round: nothing was sent yet, and nothing may come before `nextWindow` in staged time.
  @inlinable
  func open(nextWindow: Int64) {
    state.unsafelyUnwrapped.pointee.nextWindow = nextWindow
    state.unsafelyUnwrapped.pointee.earliest = .max
  }

  /// The earliest message of the round in staged time; `Int64.max` without one.
  @inlinable var earliest: Int64 { state.unsafelyUnwrapped.pointee.earliest }

  @usableFromInline
  @inline(never)
  func refuse(_ time: Int64, to target: Int) -> Never {
    guard let state = state?.pointee, let lag = lags?[target] else { fatalError("no outboxes") }
    if lag == Self.unlinked {
      fatalError("partition \(state.sender) sends to \(target), but the plan has no such link")
    }
    fatalError(
      """
      partition \(state.sender) sends to \(target) for \(time) ns, but \(target) may have run up \
      to \(state.nextWindow - lag) ns: the latency is smaller than the plan's
      """)
  }

  @usableFromInline
  @inline(never)
  func refuse(_ target: Int, _ channel: Int) -> Never {
    fatalError(
      """
      a message to partition \(target), channel \(channel), where there are \(targets) partitions \
      and \(channels) channels
      """)
  }
}
