import ClusterModel
import Glibc
import Synchronization

/// Pieces of work that the threads of all ranks do: rank 0 hands them out and takes the answers.
///
/// While there is work, all ranks meet again and again. Each brings what it has done since, and
/// rank 0 gives pieces to ranks with free threads. A rank that is to stop says so, and the next
/// meeting ends the work on all of them. Meetings are a millisecond apart where something has
/// happened, and up to 64 ms where nothing has. Who does which piece is a matter of luck: what is
/// made of the answers must not depend on it.
///
/// One object a rank, used by the one thread that talks to other ranks.
public final class RankCrew: Sendable {
  /// Does a piece on so many threads; nil when it was stopped, or cannot be done here.
  typealias Work = @Sendable (_ piece: [UInt8], _ threads: Int) -> [UInt8]?

  private struct Answer {
    var piece: Int
    var bytes: [UInt8]?
  }

  private struct State {
    var answers: [Answer] = []
    var running = 0
    var isStopped = false
    var hasEnded = false
  }

  /// How long a rank waits for the next meeting: longer and longer while nothing happens.
  private struct MeetingPace {
    private static let longest: UInt32 = 64_000
    private var microseconds: UInt32 = 1000

    /// - Parameter news: whether anything was given or done at this meeting.
    mutating func pause(after news: Bool) {
      microseconds = news ? 1000 : min(2 * microseconds, Self.longest)
      usleep(microseconds)
    }
  }

  private let ranks: any RankGroup
  /// By rank.
  private let threads: [Int]
  private let state = Mutex(State())

  /// All ranks make their crew at the same time.
  ///
  /// - Parameter threads: those of this rank.
  public init(_ ranks: any RankGroup, threads: Int) {
    self.ranks = ranks
    var writer = ByteWriter()
    writer.count(threads)
    self.threads = ranks.share(writer.bytes).map { bytes in
      Self.read(bytes) { reader throws(RecordError) in try RecordFile.int(reader.number()) }
    }
  }

  /// How many pieces can be done at the same time.
  var hands: Int { threads.reduce(0, +) }

  /// True once the work is to end before it is done; asked now and then by whoever does a piece.
  public var isStopped: Bool { state.withLock { $0.isStopped } }

  // MARK: Rank 0

  /// On rank 0: has the pieces done by all ranks.
  ///
  /// - Parameters:
  ///   - mayGoOn: asked at each meeting.
  ///   - work: what rank 0 does itself. What another rank cannot do comes to rank 0, too.
  ///   - take: called with each answer, by this thread; answers whether to go on.
  /// - Returns: False when the work ended before it was done; the other ranks have gone then.
  func lead(
    _ pieces: [[UInt8]], mayGoOn: () -> Bool, work: @escaping Work,
    take: (_ piece: Int, _ answer: [UInt8]) -> Bool
  ) -> Bool {
    var handout = RankHandout(pieces.count, threads: threads)
    var pace = MeetingPace()
    while !handout.isDone {
      guard mayGoOn(), !isStopped else { return stop() }
      var orders = [[RankHandout.Gift]](repeating: [], count: ranks.count)
      while let gift = handout.give() { orders[gift.rank].append(gift) }
      for gift in orders[0] { begin(gift.piece, pieces[gift.piece], gift.threads, work) }
      orders[0] = []
      let reports = ranks.exchange(orders.map { Self.message($0, pieces) })
      var answers = takeAnswers().map { (rank: 0, answer: $0) }
      for rank in 1..<ranks.count {
        let (isStopped, news) = Self.report(reports[rank])
        if isStopped { state.withLock { $0.isStopped = true } }
        answers += news.map { (rank, $0) }
      }
      guard !isStopped else { return stop() }
      for (rank, answer) in answers {
        if let bytes = answer.bytes {
          guard take(answer.piece, bytes) else { return stop() }
          handout.done(answer.piece)
        } else {
          // What rank 0 cannot do it has said why.
          guard rank != 0 else { return stop() }
          handout.giveBack(answer.piece)
        }
      }
      pace.pause(after: !answers.isEmpty || orders.contains { !$0.isEmpty })
    }
    return true
  }

  /// On rank 0: lets the others go. To be called whatever happened, since they wait for it.
  public func end() {
    guard ranks.rank == 0, ranks.count > 1 else { return }
    let hasEnded = state.withLock { state in
      defer { state.hasEnded = true }
      return state.hasEnded
    }
    if hasEnded { return }
    _ = ranks.exchange(Array(repeating: [Self.endMark], count: ranks.count))
  }

  private func stop() -> Bool {
    state.withLock { $0.isStopped = true }
    end()
    waitForThreads()
    return false
  }

  // MARK: The other ranks

  /// On all other ranks: does what rank 0 hands out, until it wants no more.
  ///
  /// - Parameter mayGoOn: asked at each meeting; false ends the work on all ranks.
  func follow(mayGoOn: () -> Bool, work: @escaping Work) {
    var pace = MeetingPace()
    while true {
      if !mayGoOn() { state.withLock { $0.isStopped = true } }
      var outgoing = [[UInt8]](repeating: [], count: ranks.count)
      let news = takeAnswers()
      outgoing[0] = Self.report(isStopped, news)
      let order = ranks.exchange(outgoing)[0]
      if order == [Self.endMark] { break }
      let gifts = Self.gifts(order)
      for (piece, threads, bytes) in gifts { begin(piece, bytes, threads, work) }
      pace.pause(after: !gifts.isEmpty || !news.isEmpty)
    }
    state.withLock { $0.isStopped = true }
    waitForThreads()
  }

  // MARK: Threads

  private func begin(_ piece: Int, _ bytes: [UInt8], _ threads: Int, _ work: @escaping Work) {
    state.withLock { $0.running += 1 }
    WorkerThreads.start {
      let answer = self.isStopped ? nil : work(bytes, threads)
      self.state.withLock { state in
        state.answers.append(Answer(piece: piece, bytes: answer))
        state.running -= 1
      }
    }
  }

  private func takeAnswers() -> [Answer] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  private func waitForThreads() {
    while state.withLock({ $0.running > 0 }) { usleep(1000) }
  }

  // MARK: Messages

  private static let endMark: UInt8 = 0
  private static let workMark: UInt8 = 1

  private static func message(_ gifts: [RankHandout.Gift], _ pieces: [[UInt8]]) -> [UInt8] {
    var writer = ByteWriter()
    writer.byte(workMark)
    writer.list(gifts) { writer, gift in
      writer.count(gift.piece)
      writer.count(gift.threads)
      writer.list(pieces[gift.piece]) { $0.byte($1) }
    }
    return writer.bytes
  }

  private static func gifts(_ message: [UInt8]) -> [(piece: Int, threads: Int, bytes: [UInt8])] {
    read(Array(message.dropFirst())) { reader throws(RecordError) in
      try reader.list { reader throws(RecordError) in
        (
          try RecordFile.int(reader.number()), try RecordFile.int(reader.number()),
          try bytes(&reader)
        )
      }
    }
  }

  private static func report(_ isStopped: Bool, _ answers: [Answer]) -> [UInt8] {
    var writer = ByteWriter()
    writer.byte(isStopped ? 1 : 0)
    writer.list(answers) { writer, answer in
      writer.count(answer.piece)
      writer.optional(answer.bytes) { writer, bytes in writer.list(bytes) { $0.byte($1) } }
    }
    return writer.bytes
  }

  private static func report(_ message: [UInt8]) -> (isStopped: Bool, answers: [Answer]) {
    read(message) { reader throws(RecordError) in
      let isStopped = try reader.byte() == 1
      let answers = try reader.list { reader throws(RecordError) in
        Answer(piece: try RecordFile.int(reader.number()), bytes: try reader.optional(bytes))
      }
      return (isStopped, answers)
    }
  }

  private static func bytes(_ reader: inout ByteReader) throws(RecordError) -> [UInt8] {
    try reader.list { reader throws(RecordError) in try reader.byte() }
  }

  /// Reads what another rank of the same program has written.
  static func read<Value>(
    _ bytes: [UInt8], _ body: (inout ByteReader) throws(RecordError) -> Value
  ) -> Value {
    var reader = ByteReader(bytes[...])
    do throws(RecordError) {
      let value = try body(&reader)
      guard reader.isAtEnd else { throw RecordError("it goes on after its end") }
      return value
    } catch {
      preconditionFailure("a rank cannot read the message of another one: \(error)")
    }
  }
}
