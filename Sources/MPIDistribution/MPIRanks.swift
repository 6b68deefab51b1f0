import CMPIShims
import ClusterModel
import SimulationKernel

/// The ranks of an MPI job. There is one object in a process, used by one thread.
///
/// An exchange is two steps: one collective call in which all ranks tell each other sizes and
/// reports, and then the frames that are not empty. Waiting yields the core, and after a while
/// sleeps: a rank that waits for one that works alone costs nearly nothing. An error inside MPI,
/// and the death of a rank, end the whole job.
public final class MPIRanks: RankGroup, @unchecked Sendable {
  // Unchecked: the columns are used by `exchange` alone, which is for one thread.
  public let rank: Int
  public let count: Int
  /// Numbers that ranks send each other in the first step.
  private enum Note {
    static let size = 0
    static let earliest = 1
    static let stops = 2
    static let width = 3
  }
  private let outgoing: UnsafeMutablePointer<Int64>
  private let incoming: UnsafeMutablePointer<Int64>
  /// By rank, the bytes that came from it; reused.
  private var buffers: [UnsafeMutableRawBufferPointer]

  /// Starts MPI in this process: to be done once, before anything else.
  ///
  /// - Throws: `MPIMissing`, when the program was built without it.
  public static func start() throws(MPIMissing) -> MPIRanks {
    var rank: Int32 = 0
    var count: Int32 = 1
    guard cmpi_is_available() == 1, cmpi_start(&rank, &count) == 0 else { throw MPIMissing() }
    return MPIRanks(rank: Int(rank), count: Int(count))
  }

  private init(rank: Int, count: Int) {
    self.rank = rank
    self.count = count
    outgoing = .allocate(capacity: count * Note.width)
    incoming = .allocate(capacity: count * Note.width)
    outgoing.initialize(repeating: 0, count: count * Note.width)
    incoming.initialize(repeating: 0, count: count * Note.width)
    buffers = Array(repeating: UnsafeMutableRawBufferPointer(start: nil, count: 0), count: count)
  }

  deinit {
    outgoing.deallocate()
    incoming.deallocate()
    for buffer in buffers { buffer.deallocate() }
  }

  /// Ends MPI; all ranks must call it, as the last thing.
  public func finish() { cmpi_finish() }

  /// Swaps the frames of a round with all other ranks, and joins their reports; a barrier.
  public func exchange(
    _ frames: [UnsafeRawBufferPointer], _ report: WindowReport,
    receive: (_ rank: Int, _ frame: UnsafeRawBufferPointer) -> Void
  ) -> WindowReport {
    if count == 1 { return report }
    for other in 0..<count {
      let place = outgoing + other * Note.width
      let hasFrame = other != rank && other < frames.count
      place[Note.size] = hasFrame ? Int64(frames[other].count) : 0
      place[Note.earliest] = report.earliest
      place[Note.stops] = report.stops ? 1 : 0
    }
    cmpi_exchange_numbers(outgoing, incoming, Int32(Note.width))
    var joined = report
    for other in 0..<count {
      let place = incoming + other * Note.width
      joined = joined.joined(
        with: WindowReport(earliest: place[Note.earliest], stops: place[Note.stops] != 0))
    }
    exchangeBytes(frames)
    for other in 0..<count {
      let size = Int(incoming[other * Note.width + Note.size])
      if size > 0 { receive(other, UnsafeRawBufferPointer(rebasing: buffers[other][..<size])) }
    }
    return joined
  }

  /// The second step: whoever has nothing to send or to take does not wait here.
  private func exchangeBytes(_ frames: [UnsafeRawBufferPointer]) {
    let outgoingSizes = (0..<count).map { outgoing[$0 * Note.width + Note.size] }
    let incomingSizes = (0..<count).map { incoming[$0 * Note.width + Note.size] }
    for other in 0..<count where buffers[other].count < incomingSizes[other] {
      let size = max(Int(incomingSizes[other]), 2 * buffers[other].count, 4096)
      buffers[other].deallocate()
      buffers[other] = .allocate(byteCount: size, alignment: 16)
    }
    let sources = (0..<count).map { $0 < frames.count ? frames[$0].baseAddress : nil }
    let targets = buffers.map(\.baseAddress)
    cmpi_exchange_bytes(sources, outgoingSizes, targets, incomingSizes)
  }
}
