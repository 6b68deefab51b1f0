import ClusterModel
import Synchronization

/// Replications spread over ranks: number n is run by rank n modulo the number of ranks, so that
/// rank 0 has replication 0 with the result that is shown.
///
/// Rank 0 orders how many there are to be, every rank runs its own, and rank 0 gathers the records;
/// they are integers and numbers of single runs, so that nothing depends on who ran which.
extension ReplicationRunner {
  /// Whether other ranks run replications, too.
  var isSpread: Bool { plan.ranks.count > 1 && !plan.isOfOneRun }

  /// On rank 0: has the replications run everywhere and gathers them.
  func spread(_ numbers: Range<Int>, _ watch: RunWatch) throws(RunFailure) {
    order([numbers.lowerBound, numbers.upperBound])
    var failure: RunFailure?
    do throws(RunFailure) {
      try runOwn(numbers, watch) { record in self.take(record, watch) }
    } catch {
      failure = error
    }
    // All ranks wait for this, so it comes before any error.
    let all = plan.ranks.gather([])
    if let failure { throw failure }
    for (rank, bytes) in all.enumerated() where rank != 0 {
      do throws(RecordError) {
        try add(bytes)
      } catch {
        preconditionFailure("rank 0 cannot read the replications of rank \(rank): \(error)")
      }
    }
    // Another rank was stopped: what it did not run is missing.
    let isMissing = gathered.withLock { $0.early == nil && $0.count < numbers.upperBound }
    if isMissing { workers.stop() }
  }

  /// On rank 0: tells the others that there is nothing more to run.
  func endRanks() {
    if isSpread { order([]) }
  }

  /// On the other ranks: runs what rank 0 orders until there is nothing more; after an error, too,
  /// since rank 0 waits for an answer to each order.
  func followReplications(mayGoOn: @escaping @Sendable () -> Bool) throws(RunFailure) {
    let watch = RunWatch(
      progress: { _ in mayGoOn() }, atBorder: { _ in }, checkpoint: { nil })
    var failure: RunFailure?
    while let numbers = nextOrder() {
      let records = Mutex<[ReplicationRecord]>([])
      do throws(RunFailure) {
        try runOwn(numbers, watch) { record in
          if record.isComplete { records.withLock { $0.append(record) } }
        }
      } catch {
        failure = error
      }
      _ = plan.ranks.gather(records.withLock { Self.bytes($0) })
    }
    if let failure { throw failure }
  }

  private func runOwn(
    _ numbers: Range<Int>, _ watch: RunWatch, keep: @escaping @Sendable (ReplicationRecord) -> Void
  ) throws(RunFailure) {
    let ranks = plan.ranks
    let own = numbers.filter { $0 % ranks.count == ranks.rank }
    try workers.run(own, planned: numbers.upperBound, watch) { record in
      keep(record)
      return true
    }
  }

  // MARK: Messages

  private func order(_ numbers: [Int]) {
    var writer = ByteWriter()
    writer.list(numbers) { $0.count($1) }
    _ = plan.ranks.share(writer.bytes)
  }

  private func nextOrder() -> Range<Int>? {
    var reader = ByteReader(plan.ranks.share([])[0][...])
    let numbers = try? reader.list { reader throws(RecordError) in
      try RecordFile.int(reader.number())
    }
    guard let numbers, numbers.count == 2 else { return nil }
    return numbers[0]..<numbers[1]
  }

  /// Records one after the other, each with its length. None is replication 0.
  private static func bytes(_ records: [ReplicationRecord]) -> [UInt8] {
    var writer = ByteWriter()
    writer.list(records) { writer, record in
      writer.list(record.payload { _ in "" }) { $0.byte($1) }
    }
    return writer.bytes
  }

  private func add(_ bytes: [UInt8]) throws(RecordError) {
    var reader = ByteReader(bytes[...])
    for _ in 0..<(try reader.count()) {
      let payload = try reader.list { reader throws(RecordError) in try reader.byte() }
      var inner = ByteReader(payload[...])
      let record = try ReplicationRecord(&inner) { _ in nil }
      gathered.withLock { $0.add(record) }
    }
  }
}
