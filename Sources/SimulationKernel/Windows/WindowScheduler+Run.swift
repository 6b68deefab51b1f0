/// Running.
extension WindowScheduler where W: ~Copyable {
  /// Handles exactly the events with time <= `end` in every partition, and hands over every
  /// message; may be called again with a later end. All ranks call it with the same ends.
  ///
  /// - Parameters:
  ///   - end: in nanoseconds; `Int64.max` for as long as there are events.
  ///   - progress: called on this thread every few rounds with the simulated time reached, in
  ///     nanoseconds; answers whether to go on. The answer no stops all ranks after the same round.
  /// - Returns: false when somebody's `progress` stopped it. Then partitions have reached different
  ///   times, and another call goes on.
  @inlinable
  @discardableResult
  public mutating func run(
    through end: Int64, progress: (Int64) -> Bool = { _ in true }
  ) -> Bool {
    let end = min(end, 1 << 61)
    for list in threads + [shared] { for number in list { _ = partition(number) } }
    let control = startControl(end)
    let run = WindowRun<W>(
      partitions: partitions, boxes: boxes, senders: senders, lags: plan.lags, width: plan.width,
      channels: channels, end: end, threads: threads, shared: shared, control: control,
      gate: RoundGate(threads: threads.count))
    let team = ThreadTeam(threads.count - 1) { run.follow($0) }
    // The partitions of threads that the system did not give are run by this one.
    let own = threads[0] + threads[(team.count + 1)...].flatMap { $0 }
    while !control.isDone {
      run.gate.open()
      control.report(0, run.runRound(of: own))
      run.gate.waitForAll(team.count)
      conclude(control, end, progress)
    }
    run.gate.open()
    run.acceptAll(in: own + shared)
    team.join()
    note(control, end: end)
    return control.isComplete
  }

  @usableFromInline
  borrowing func startControl(_ end: Int64) -> WindowControl {
    WindowControl(
      round: nextRound, turn: rounds, lastRound: max(nextRound, plan.lastRound(through: end)),
      width: plan.width, threads: threads.count)
  }

  /// Ends a round while all other threads wait: progress, exchange between ranks, decision.
  @usableFromInline
  func conclude(_ control: WindowControl, _ end: Int64, _ progress: (Int64) -> Bool) {
    var report = WindowReport(earliest: control.earliestOfAll, stops: false)
    if (control.turn + 1) % progressInterval == 0 {
      let slowest = (control.round + 1) * plan.width - 1 - (plan.lags.max() ?? 0)
      report.stops = !progress(max(0, min(end, slowest)))
    }
    if let transport { report = exchange(transport, control.turn & 1, report) }
    control.decide(report)
  }

  /// Swaps messages with the other ranks: what their partitions sent then lies in their outboxes
  /// here, as if they were local.
  private func exchange(
    _ transport: any WindowTransport, _ parity: Int, _ report: WindowReport
  ) -> WindowReport {
    for other in 0..<rankCount { frames[other].removeAll() }
    for sender in 0..<plan.partitionCount where plan.ranks[sender] == rank {
      for target in plan.receivers(from: sender) where plan.ranks[target] != rank {
        for channel in 0..<channels {
          let buffer = boxes[2 * sender + parity].buffer(of: target, channel: channel)
          if buffer.pointee.count == 0 { continue }
          MessageFrame.append(
            buffer.pointee.bytes, target: target, sender: sender, channel: channel,
            to: &frames[plan.ranks[target]])
          buffer.pointee.removeAll()
        }
      }
    }
    return transport.exchange((0..<rankCount).map { frames[$0].bytes }, report) { other, frame in
      MessageFrame.forEach(in: frame) { deliver($0, $1, from: other, parity) }
    }
  }

  private func deliver(
    _ header: MessageFrame.Header, _ bytes: UnsafeRawBufferPointer, from other: Int, _ parity: Int
  ) {
    let count = Int64(plan.partitionCount)
    guard (0..<count).contains(header.target), (0..<count).contains(header.sender),
      (0..<Int64(channels)).contains(header.channel), plan.ranks[Int(header.sender)] == other,
      plan.ranks[Int(header.target)] == rank
    else { fatalError("rank \(rank) got \(header) from rank \(other); the plans differ") }
    let box = boxes[2 * Int(header.sender) + parity]
    box.buffer(of: Int(header.target), channel: Int(header.channel)).pointee.append(bytes)
  }
}
