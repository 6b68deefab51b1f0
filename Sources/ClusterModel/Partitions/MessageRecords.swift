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

  /// The record that comes `distance` records after the next one, if there is one: to ask for the
  /// memory that it will need.
  @inline(__always)
  func peek(_ distance: Int) -> Record? {
    let place = offset &+ distance &* MemoryLayout<Record>.stride
    guard place < bytes.count else { return nil }
    return bytes.loadUnaligned(fromByteOffset: place, as: Record.self)
  }
}
