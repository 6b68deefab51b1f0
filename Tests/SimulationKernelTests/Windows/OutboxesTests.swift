import SimulationKernel
import Testing

/// Messages that would come too late stop the program, with the values.
@Suite struct OutboxesTests {
  /// Partition 0 sends one message for `delay` ns later to `target` on `channel`.
  struct Sender: ~Copyable, PartitionWorld {
    var outboxes = Outboxes()
    var target = 1
    var channel = 0
    var delay: Int64 = 100
    var heard: [UInt8] = []

    mutating func handle(_ event: Event, in queue: inout EventQueue) {
      let bytes: [UInt8] = [1, 2, 3]
      bytes.withUnsafeBytes {
        outboxes.append($0, at: event.time + delay, to: target, channel: channel)
        outboxes.append($0, at: event.time + delay + 5, to: target, channel: channel)
      }
      for _ in 0..<200 { outboxes.append(UInt8(7), at: .max / 8, to: target, channel: channel) }
    }

    mutating func accept(
      _ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int,
      in queue: inout EventQueue
    ) {
      heard += bytes
    }

    func precedes(_ left: Event, _ right: Event) -> Bool { left.word < right.word }
    func prefetchEarly(_ event: Event) {}
    func prefetch(_ event: Event) {}
  }

  static func run(_ change: (inout Sender) -> Void) throws -> [UInt8] {
    let plan = try WindowPlan(
      width: 100, stages: [0, 0, 0],
      lookahead: [[nil, 100, nil], [100, nil, 100], [nil, nil, nil]])
    var scheduler = WindowScheduler<Sender>(plan: plan, threads: [[0, 1], [2]])
    for number in 0..<3 {
      var world = Sender()
      change(&world)
      var queue = EventQueue(fineShift: 6)
      if number == 0 { queue.schedule(Event(time: 350, word: 0)) }
      scheduler.add(world, queue, as: number)
    }
    scheduler.run(through: 1_000)
    return scheduler.withWorld(1) { $0.heard }
  }

  @Test func `bytes arrive as they were sent`() throws {
    let heard = try Self.run { _ in }
    #expect(heard == [1, 2, 3, 1, 2, 3] + Array(repeating: 7, count: 200))
    // Sent in window 300..<400, so 400 is early enough, whatever the latency was to be.
    #expect(try Self.run { $0.delay = 50 }.count == 206)
  }

  @Test func `a message into a window that may be over stops the program`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try OutboxesTests.run { $0.delay = 49 }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("partition 0 sends to 1 for 399 ns"))
    #expect(text.contains("up to 400 ns"))
  }

  @Test func `a message over a link that the plan has not stops the program`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try OutboxesTests.run { $0.target = 2 }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("partition 0 sends to 2, but the plan has no such link"))
  }

  @Test func `a message on a channel that is not there stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = try OutboxesTests.run { $0.channel = 1 }
    }
  }

  @Test func `outboxes that were not connected take nothing`() async {
    await #expect(processExitsWith: .failure) {
      Outboxes().append(UInt64(1), at: 5, to: 0)
    }
  }
}
