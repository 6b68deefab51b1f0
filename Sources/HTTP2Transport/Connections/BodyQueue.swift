/// What is left to send of a body that goes on. Snapshots that have not begun to leave are replaced
/// by newer ones; everything else is kept in order.
package struct BodyQueue {
  private struct Chunk {
    var bytes: [UInt8]
    var isSnapshot: Bool
  }

  private var chunks: [Chunk] = []
  /// Chunks before this one have left.
  private var first = 0
  /// Bytes of the first chunk that have left.
  private var offset = 0
  /// Bytes that have not left.
  package private(set) var count = 0
  /// Whether nothing will be added.
  package var isFinished = false

  package init() {}

  /// Whether the body has left in full.
  package var isDone: Bool { isFinished && count == 0 }

  /// Adds bytes at the end, in place of a snapshot that waits there or before other bytes.
  package mutating func append(_ bytes: [UInt8], isSnapshot: Bool) {
    guard !isFinished else { return }
    if isSnapshot { dropWaitingSnapshot() }
    chunks.append(Chunk(bytes: bytes, isSnapshot: isSnapshot))
    count += bytes.count
  }

  private mutating func dropWaitingSnapshot() {
    // The first chunk stays when some of it has left.
    let start = first + (offset > 0 ? 1 : 0)
    guard start < chunks.count,
      let old = chunks[start...].lastIndex(where: { $0.isSnapshot })
    else { return }
    count -= chunks[old].bytes.count
    chunks.remove(at: old)
  }

  /// Moves bytes into `buffer`, as many as there are and fit; how many.
  package mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, first < chunks.count {
      let chunk = chunks[first].bytes
      let step = min(chunk.count - offset, buffer.count - filled)
      chunk.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + step])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + step]))
      }
      filled += step
      offset += step
      if offset == chunk.count {
        first += 1
        offset = 0
      }
    }
    if first == chunks.count {
      chunks.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 32 {
      chunks.removeFirst(first)
      first = 0
    }
    count -= filled
    return filled
  }
}
