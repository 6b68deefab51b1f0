import SimulationKernel

/// The entities of one partition, each with a digest of what it has seen, in order.
struct RelayWorld: ~Copyable, PartitionWorld {
  let rule: RelayRule
  let partition: Int
  /// The partition of each entity.
  let map: [Int]
  var outboxes = Outboxes()
  var digests: [UInt64]
  /// Sender and channel of every call of `accept`, with the number of records.
  var accepted: [(sender: Int, channel: Int, count: Int)] = []

  init(_ rule: RelayRule, partition: Int, map: [Int]) {
    self.rule = rule
    self.partition = partition
    self.map = map
    digests = Array(repeating: 0, count: rule.entities)
  }

  mutating func handle(_ event: Event, in queue: inout EventQueue) {
    let entity = RelayRule.entity(event)
    digests[entity] = BitMixer.mix(
      digests[entity] &* 31 &+ event.word ^ UInt64(bitPattern: event.time))
    let next = rule.next(event)
    let target = map[RelayRule.entity(next)]
    if target == partition {
      queue.schedule(next)
    } else {
      outboxes.append(next, at: next.time, to: target, channel: Int(next.word & 1))
    }
  }

  mutating func accept(
    _ bytes: UnsafeRawBufferPointer, from sender: Int, channel: Int, in queue: inout EventQueue
  ) {
    let events = bytes.bindMemory(to: Event.self)
    for event in events { queue.schedule(event) }
    accepted.append((sender, channel, events.count))
  }

  func precedes(_ left: Event, _ right: Event) -> Bool { left.word < right.word }
  func prefetchEarly(_ event: Event) {}
  func prefetch(_ event: Event) {}
}
