/// Walks over the frames that a client sends without looking into them (RFC 9113, 4.1), whatever
/// the library does with them afterwards. Frames may be cut anywhere between two calls.
package struct FrameMeter {
  /// The first nine bytes of a frame, without the number of its stream.
  package struct Header: Equatable {
    package var length: Int
    package var type: UInt8
    package var flags: UInt8

    package init(length: Int, type: UInt8, flags: UInt8) {
      self.length = length
      self.type = type
      self.flags = flags
    }
  }

  /// Types that have rules of their own here (RFC 9113, 6).
  package enum FrameType {
    package static let data: UInt8 = 0
    package static let headers: UInt8 = 1
    package static let continuation: UInt8 = 9
  }

  private static let endHeaders: UInt8 = 0x4
  private static let headerBytes = 9
  /// The client connection preface (RFC 9113, 3.4).
  package static let prefaceBytes = 24

  /// What is left of the payload, or of the preface at first.
  private var remaining = Self.prefaceBytes
  private var collected: UInt64 = 0
  private var collectedBytes = 0
  /// Whether a header block has begun and not ended.
  package private(set) var isInHeaderBlock = false
  /// Type of the frame whose payload is being walked over.
  private var current = Header(length: 0, type: 0xff, flags: 0)

  package init() {}

  /// Whether a frame has begun and not ended.
  package var isInFrame: Bool { remaining > 0 || collectedBytes > 0 }

  /// Calls `visit` for each frame whose header ends in these bytes.
  package mutating func walk(
    _ bytes: UnsafeRawBufferPointer, _ visit: (Header) -> Void
  ) {
    var cursor = 0
    while cursor < bytes.count {
      if remaining > 0 {
        let step = min(remaining, bytes.count - cursor)
        remaining -= step
        cursor += step
        if remaining == 0 { endFrame() }
        continue
      }
      // Length, type and flags are the first five bytes; the stream's number is passed over.
      if collectedBytes < 5 { collected = collected << 8 | UInt64(bytes[cursor]) }
      collectedBytes += 1
      cursor += 1
      guard collectedBytes == Self.headerBytes else { continue }
      let header = Header(
        length: Int(collected >> 16 & 0xff_ffff), type: UInt8(truncatingIfNeeded: collected >> 8),
        flags: UInt8(truncatingIfNeeded: collected))
      collected = 0
      collectedBytes = 0
      remaining = header.length
      current = header
      if header.type == FrameType.headers { isInHeaderBlock = true }
      visit(header)
      if remaining == 0 { endFrame() }
    }
  }

  private mutating func endFrame() {
    let carriesBlock =
      current.type == FrameType.headers || current.type == FrameType.continuation
    if carriesBlock, current.flags & Self.endHeaders != 0 { isInHeaderBlock = false }
  }
}
