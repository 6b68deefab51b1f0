/// Pieces spread over ranks.
extension PointWorkers {
  /// On rank 0: has the pieces run everywhere, and keeps them here.
  func spread(
    _ pieces: [Piece], _ ranks: PointRanks, _ planned: Int,
    _ progress: @escaping @Sendable (ReplicationRunner.Progress) -> Bool,
    _ keep: (Piece, ReplicationRecord) -> Bool
  ) {
    let isDone = ranks.crew.lead(
      pieces.map(Self.bytes),
      mayGoOn: { self.tally.tell(planned: planned, progress) && self.tally.mayGoOn },
      work: { bytes, _ in self.answer(bytes, ranks, planned, progress) },
      take: { place, bytes in
        let record = Self.record(bytes, ranks)
        let mayGoOn = keep(pieces[place], record)
        self.tally.add(events: record.events, mayGoOn: mayGoOn)
        return mayGoOn
      })
    if !isDone { tally.stop() }
  }

  /// On the other ranks: runs what rank 0 hands out, until it wants no more.
  ///
  /// - Parameter mayGoOn: asked now and then; false stops the work on all ranks.
  public func follow(mayGoOn: @escaping @Sendable () -> Bool) {
    guard let ranks else { return }
    ranks.crew.follow(mayGoOn: mayGoOn) { bytes, _ in
      self.answer(bytes, ranks, 0) { _ in mayGoOn() && !ranks.crew.isStopped }
    }
  }

  private func answer(
    _ bytes: [UInt8], _ ranks: PointRanks, _ planned: Int,
    _ progress: @Sendable (ReplicationRunner.Progress) -> Bool
  ) -> [UInt8]? {
    guard let record = record(Self.piece(bytes), planned, progress), record.isComplete else {
      return nil
    }
    var writer = ByteWriter()
    writer.double(record.seconds)
    return writer.bytes + record.payload(ranks.text)
  }

  // MARK: Messages

  private static func bytes(_ piece: Piece) -> [UInt8] {
    var writer = ByteWriter()
    writer.count(piece.point)
    writer.count(piece.number)
    return writer.bytes
  }

  private static func piece(_ bytes: [UInt8]) -> Piece {
    RankCrew.read(bytes) { reader throws(RecordError) in
      Piece(
        point: try RecordFile.int(reader.number()), number: try RecordFile.int(reader.number()))
    }
  }

  private static func record(_ bytes: [UInt8], _ ranks: PointRanks) -> ReplicationRecord {
    RankCrew.read(bytes) { reader throws(RecordError) in
      let seconds = try reader.double()
      var record = try ReplicationRecord(&reader, ranks.result)
      record.seconds = seconds
      return record
    }
  }
}
