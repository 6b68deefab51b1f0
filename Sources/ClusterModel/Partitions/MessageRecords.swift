/// The records of one type in the bytes of a message, one after the other.
struct MessageRecords<Record: BitwiseCopyable>: Sequence, IteratorProtocol {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  @inline(__always)
  mutating func next() -> Record? {
    guard offset < bytes.count else { return nil }
    defer { offset &+= MemoryLayout<Record>.stride }
    return bytes.loadUnaligned(fromByteOffset: offset, as: Record.self)
  }
}
