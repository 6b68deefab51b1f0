/// Runs partitions of a model side by side, on threads and ranks, with the result of one loop.
///
/// Life cycle: a plan, `add` for every partition of this rank, then `run(through:)` any number of
/// times with later and later ends, and the worlds are read with `withWorld`.
///
/// In each round every partition accepts what was sent to it in the round before, runs its window,
/// and sends. Between rounds there is one barrier, at which the next round is chosen: stretches in
/// which nothing happens anywhere are skipped. The result does not depend on threads, ranks or the
/// width of the windows, if the world's order of events (`World.precedes`) does not.
///
/// Times must lie below 2^61 ns (73 years).
public struct WindowScheduler<W: PartitionWorld & ~Copyable>: ~Copyable {
  /// Windows, lags and ranks.
  public let plan: WindowPlan
  /// The rank of this process.
  public let rank: Int
  @usableFromInline let channels: Int
  /// Partitions of each thread; thread 0 is the caller's.
  @usableFromInline let threads: [[Int]]
  /// Partitions of any thread.
  @usableFromInline let shared: [Int]
  @usableFromInline let transport: (any WindowTransport)?
  @usableFromInline let partitions: UnsafeMutablePointer<UnsafeMutablePointer<Simulation<W>>?>
  @usableFromInline let boxes: UnsafeMutablePointer<Outboxes>
  /// By rank, what goes there at the end of a round.
  @usableFromInline let frames: UnsafeMutablePointer<MessageBuffer>
  @usableFromInline let rankCount: Int
  @usableFromInline let senders: [[Int]]
  @usableFromInline var nextRound: Int64 = 0
  /// Rounds run so far.
  public private(set) var rounds = 0
  @usableFromInline let progressInterval: Int

  /// A scheduler without partitions.
  ///
  /// - Parameters:
  ///   - plan: for all partitions, those of other ranks included; the same on every rank.
  ///   - channels: how many kinds of records partitions send each other.
  ///   - threads: the partitions of this rank by thread, each once; thread 0 is the caller's. A
  ///     thread may have none.
  ///   - shared: the rest of them. In each round a thread that is done with its own runs the next
  ///     of these, so they even out the work; they should be many and small.
  ///   - rank: the rank of this process.
  ///   - transport: what connects the ranks; nil when all partitions are here.
  ///   - progressInterval: every how many rounds `progress` is called.
  public init(
    plan: WindowPlan, channels: Int = 1, threads: [[Int]], shared: [Int] = [], rank: Int = 0,
    transport: (any WindowTransport)? = nil, progressInterval: Int = 32
  ) {
    let count = plan.partitionCount
    precondition(channels > 0 && progressInterval > 0 && !threads.isEmpty, "nothing to run with")
    precondition(
      (threads.flatMap { $0 } + shared).sorted() == (0..<count).filter { plan.ranks[$0] == rank },
      "\(threads) and \(shared) are not the partitions of rank \(rank), each once: \(plan.ranks)")
    precondition(
      transport != nil || plan.ranks.allSatisfy { $0 == rank }, "other ranks, but no transport")
    self.plan = plan
    self.rank = rank
    self.channels = channels
    self.threads = threads
    self.shared = shared
    self.transport = transport
    self.progressInterval = progressInterval
    senders = (0..<count).map { plan.senders(to: $0) }
    partitions = .allocate(capacity: count)
    partitions.initialize(repeating: nil, count: count)
    boxes = .allocate(capacity: 2 * count)
    for sender in 0..<count {
      let lags = (0..<count).map {
        plan.lookahead[sender][$0] == nil ? Outboxes.unlinked : plan.lags[$0]
      }
      for parity in 0..<2 {
        (boxes + (2 * sender + parity)).initialize(
          to: Outboxes(sender: sender, lags: lags, channels: channels))
      }
    }
    rankCount = (plan.ranks.max() ?? 0) + 1
    frames = .allocate(capacity: rankCount)
    frames.initialize(repeating: MessageBuffer(), count: rankCount)
  }

  deinit {
    for number in 0..<plan.partitionCount {
      partitions[number]?.deinitialize(count: 1)
      partitions[number]?.deallocate()
      boxes[2 * number].deallocate()
      boxes[2 * number + 1].deallocate()
    }
    for rank in 0..<rankCount { frames[rank].deallocate() }
    frames.deallocate()
    partitions.deallocate()
    boxes.deallocate()
  }

  /// Adds a partition of this rank: its world, and a calendar that may hold its first events.
  @inlinable
  public mutating func add(
    _ world: consuming W, _ queue: consuming EventQueue, as number: Int
  ) {
    add(Simulation(world: world, queue: queue), as: number)
  }

  /// Adds a partition of this rank.
  @inlinable
  public mutating func add(_ simulation: consuming Simulation<W>, as number: Int) {
    precondition(plan.ranks[number] == rank, "partition \(number) is not of rank \(rank)")
    precondition(partitions[number] == nil, "partition \(number) is there already")
    let place = UnsafeMutablePointer<Simulation<W>>.allocate(capacity: 1)
    place.initialize(to: simulation)
    partitions[number] = place
  }

  /// Events handled on this rank so far.
  public var handled: UInt64 {
    (0..<plan.partitionCount).reduce(0) { $0 + (partitions[$1]?.pointee.handled ?? 0) }
  }

  /// Lets `body` look at the world of a partition of this rank, between runs.
  @inlinable
  public borrowing func withWorld<R>(
    _ number: Int, _ body: (borrowing W) throws -> R
  ) rethrows -> R {
    try body(partition(number).pointee.world)
  }

  /// Lets `body` change a partition of this rank, between runs. What it schedules must come after
  /// the last end.
  @inlinable
  public mutating func withSimulation<R, Failure: Error>(
    _ number: Int, _ body: (inout Simulation<W>) throws(Failure) -> R
  ) throws(Failure) -> R {
    try body(&partition(number).pointee)
  }

  /// Lets `body` change the world of one partition of this rank while it reads that of another,
  /// between runs.
  @inlinable
  public mutating func withWorlds<R>(
    _ number: Int, reading other: Int, _ body: (inout W, borrowing W) throws -> R
  ) rethrows -> R {
    precondition(number != other, "partition \(number) cannot be read while it is changed")
    return try body(&partition(number).pointee.world, partition(other).pointee.world)
  }

  @inlinable
  borrowing func partition(_ number: Int) -> UnsafeMutablePointer<Simulation<W>> {
    guard let place = partitions[number] else {
      fatalError("partition \(number) was not added on rank \(rank)")
    }
    return place
  }

  @usableFromInline
  mutating func note(_ control: WindowControl, end: Int64) {
    rounds = control.turn
    // Partitions without lag go on inside the window that the end has cut.
    nextRound = control.isComplete ? max(nextRound, (end + 1) / plan.width) : control.round
  }
}
