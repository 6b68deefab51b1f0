import SimulationKernel

/// The processes that run one cluster together, as one of them sees it.
///
/// Rank 0 leads: it decides how far all run, adds everything up and has the result. All ranks make
/// the same calls in the same order, always on the same thread.
public protocol RankGroup: WindowTransport, Sendable {
  /// The number of this process, from 0.
  var rank: Int { get }
  /// How many there are.
  var count: Int { get }
}

extension RankGroup {
  /// Sends each rank its bytes, and answers what each has sent to this one; nobody writes to
  /// itself.
  public func exchange(_ outgoing: [[UInt8]]) -> [[UInt8]] {
    precondition(outgoing.count == count, "bytes for \(outgoing.count) of \(count) ranks")
    // One buffer for all, so that the pointers hold as long as the call.
    let joined = outgoing.flatMap { $0 }
    var incoming = [[UInt8]](repeating: [], count: count)
    joined.withUnsafeBytes { bytes in
      var start = 0
      let frames = outgoing.indices.map { other in
        defer { start += outgoing[other].count }
        return other == rank
          ? UnsafeRawBufferPointer(start: nil, count: 0)
          : UnsafeRawBufferPointer(rebasing: bytes[start..<start + outgoing[other].count])
      }
      _ = exchange(frames, WindowReport(earliest: .max, stops: false)) { other, frame in
        incoming[other] = Array(frame)
      }
    }
    return incoming
  }

  /// Sends the same bytes to all other ranks, and answers what each rank has sent; its own bytes
  /// are among them.
  public func share(_ bytes: [UInt8]) -> [[UInt8]] {
    var all = exchange(Array(repeating: bytes, count: count))
    all[rank] = bytes
    return all
  }

  /// Brings the bytes of all ranks to rank 0, by rank; the others get nothing.
  public func gather(_ bytes: [UInt8]) -> [[UInt8]] {
    var outgoing = [[UInt8]](repeating: [], count: count)
    outgoing[0] = bytes
    var all = exchange(outgoing)
    if rank == 0 { all[0] = bytes }
    return all
  }
}
