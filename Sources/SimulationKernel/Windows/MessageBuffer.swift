import CKernelShims

/// Raw bytes of messages that grow as they are appended; the memory is used again every window.
///
/// The bytes begin at a multiple of 16, and every record takes its stride: where all records are of
/// one type, they can be read as an array of it. Freed by who owns it, with `deallocate()`.
@frozen
public struct MessageBuffer: BitwiseCopyable {
  @usableFromInline var base: UnsafeMutableRawPointer?
  /// Bytes in the buffer.
  @inlinable public var count: Int { length }
  @usableFromInline var length = 0
  @usableFromInline var capacity = 0

  /// An empty buffer without memory.
  public init() {}

  /// Gives the memory back.
  public mutating func deallocate() {
    base?.deallocate()
    self = MessageBuffer()
  }

  /// The bytes; valid until the next change.
  @inlinable public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: length)
  }

  /// Appends a record. Amortised O(1).
  @inlinable
  @inline(__always)
  public mutating func append<T: BitwiseCopyable>(_ record: T) {
    let place = length
    extend(by: MemoryLayout<T>.stride)
    // Another thread has read the line that comes next but a few, a few rounds ago.
    ckernel_claim_line(base.unsafelyUnwrapped + (place &+ Self.foresight))
    base.unsafelyUnwrapped.storeBytes(of: record, toByteOffset: place, as: T.self)
  }

  /// How many bytes before they are written lines are asked for.
  @inlinable static var foresight: Int { 512 }

  /// Appends bytes as they are.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    let place = length
    extend(by: bytes.count)
    base.unsafelyUnwrapped.advanced(by: place).copyMemory(
      from: source, byteCount: bytes.count)
  }

  /// Forgets the bytes, keeps the memory.
  @inlinable public mutating func removeAll() { length = 0 }

  @inlinable
  @inline(__always)
  mutating func extend(by more: Int) {
    if capacity &- length < more { grow(by: more) }
    length &+= more
  }

  @usableFromInline
  @inline(never)
  mutating func grow(by more: Int) {
    capacity = max(256, 2 * capacity, length + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    if let base {
      larger.copyMemory(from: base, byteCount: length)
      base.deallocate()
    }
    base = larger
  }
}
