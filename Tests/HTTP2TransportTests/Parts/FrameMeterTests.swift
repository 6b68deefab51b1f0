import HTTP2Transport
import Testing

@Suite struct `Frame meter` {
  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  private static func frame(_ type: UInt8, _ flags: UInt8, length: Int) -> [UInt8] {
    [UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags, 0, 0, 0, 1]
      + [UInt8](repeating: 0xab, count: length)
  }

  /// The frames that a meter sees when the bytes come in pieces of that size.
  private static func seen(_ bytes: [UInt8], pieces: Int) -> [FrameMeter.Header] {
    var meter = FrameMeter()
    var found: [FrameMeter.Header] = []
    var cursor = 0
    while cursor < bytes.count {
      let piece = Array(bytes[cursor..<min(bytes.count, cursor + pieces)])
      piece.withUnsafeBytes { meter.walk($0) { found.append($0) } }
      cursor += pieces
    }
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 9, 24, 1000, 100_000])
  func `frames are counted however the bytes are cut`(_ pieces: Int) {
    let bytes =
      Self.preface + Self.frame(4, 0, length: 0) + Self.frame(1, 4, length: 300)
      + Self.frame(0, 1, length: 70_000) + Self.frame(6, 0, length: 8)
    #expect(
      Self.seen(bytes, pieces: pieces) == [
        .init(length: 0, type: 4, flags: 0), .init(length: 300, type: 1, flags: 4),
        .init(length: 70_000, type: 0, flags: 1), .init(length: 8, type: 6, flags: 0),
      ])
  }

  @Test func `a header block is open from HEADERS to the end of CONTINUATION`() {
    var meter = FrameMeter()
    func feed(_ bytes: [UInt8]) { bytes.withUnsafeBytes { meter.walk($0) { _ in } } }
    #expect(meter.isInFrame)
    feed(Self.preface)
    #expect(!meter.isInFrame && !meter.isInHeaderBlock)
    feed(Self.frame(1, 0, length: 5))
    #expect(!meter.isInFrame && meter.isInHeaderBlock)
    feed(Array(Self.frame(9, 0, length: 3).dropLast()))
    #expect(meter.isInFrame && meter.isInHeaderBlock)
    feed([0] + Self.frame(9, 4, length: 0))
    #expect(!meter.isInFrame && !meter.isInHeaderBlock)
  }
}
