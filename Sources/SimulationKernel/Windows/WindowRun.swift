/// One call of `WindowScheduler.run`, as its threads share it: handles of the scheduler's memory,
/// and numbers that do not change. A partition is touched by one thread alone while the gate is
/// open, its outboxes by their receivers one round later.
@usableFromInline
struct WindowRun<W: PartitionWorld & ~Copyable>: @unchecked Sendable {
  /// By partition; nil for those on other ranks.
  @usableFromInline let partitions: UnsafeMutablePointer<UnsafeMutablePointer<Simulation<W>>?>
  /// By partition and parity of the turn.
  @usableFromInline let boxes: UnsafeMutablePointer<Outboxes>
  /// By partition: who may send to it.
  @usableFromInline let senders: [[Int]]
  @usableFromInline let lags: [Int64]
  @usableFromInline let width: Int64
  @usableFromInline let channels: Int
  @usableFromInline let end: Int64
  /// Partitions by thread.
  @usableFromInline let threads: [[Int]]
  /// Partitions that are run by whoever is first done with those of its own.
  @usableFromInline let shared: [Int]
  @usableFromInline let control: WindowControl
  @usableFromInline let gate: RoundGate

  @usableFromInline
  init(
    partitions: UnsafeMutablePointer<UnsafeMutablePointer<Simulation<W>>?>,
    boxes: UnsafeMutablePointer<Outboxes>, senders: [[Int]], lags: [Int64], width: Int64,
    channels: Int, end: Int64, threads: [[Int]], shared: [Int], control: WindowControl,
    gate: RoundGate
  ) {
    self.partitions = partitions
    self.boxes = boxes
    self.senders = senders
    self.lags = lags
    self.width = width
    self.channels = channels
    self.end = end
    self.threads = threads
    self.shared = shared
    self.control = control
    self.gate = gate
  }

  /// What a thread other than the caller's does.
  @inlinable
  func follow(_ thread: Int) {
    var opened = 0
    while true {
      gate.pass(after: opened)
      opened += 1
      if control.isDone { break }
      control.report(thread, runRound(of: threads[thread]))
      gate.arrive()
    }
    acceptAll(in: threads[thread])
  }

  /// Runs one window of each partition of a list, and of shared ones while there are any left;
  /// answers the earliest staged time of what is pending there or was sent.
  ///
  /// The windows of a round do not depend on each other, so it makes no difference who runs them.
  @inlinable
  func runRound(of list: [Int]) -> Int64 {
    var earliest = Int64.max
    for number in list { earliest = min(earliest, advance(number)) }
    while !shared.isEmpty {
      let place = control.takeShared()
      if place >= shared.count { break }
      earliest = min(earliest, advance(shared[place]))
    }
    return earliest
  }

  @inlinable
  func advance(_ number: Int) -> Int64 {
    guard let partition = partitions[number] else { return .max }
    accept(number, partition)
    let nextWindow = (control.round + 1) * width
    let box = boxes[2 * number + (control.turn & 1)]
    box.open(nextWindow: nextWindow)
    partition.pointee.world.outboxes = box
    partition.pointee.run(through: min(end, nextWindow - 1 - lags[number]))
    let next = partition.pointee.queue.earliestPossible
    return min(box.earliest, next == .max ? .max : next + lags[number])
  }

  /// Hands over what was sent in the turn before, in the order of senders and channels.
  @inlinable
  func accept(_ number: Int, _ partition: UnsafeMutablePointer<Simulation<W>>) {
    let parity = (control.turn + 1) & 1
    for sender in senders[number] {
      for channel in 0..<channels {
        let buffer = boxes[2 * sender + parity].buffer(of: number, channel: channel)
        if buffer.pointee.count == 0 { continue }
        partition.pointee.accept(buffer.pointee.bytes, from: sender, channel: channel)
        buffer.pointee.removeAll()
      }
    }
  }

  /// Hands over what was sent in the last turn of a run, so that nothing is under way after it.
  @inlinable
  func acceptAll(in list: [Int]) {
    for number in list {
      if let partition = partitions[number] { accept(number, partition) }
    }
  }
}
