/// The messages from one rank to another in a round: for each target, sender and channel with
/// messages a header of 32 bytes and then their bytes, one after the other.
enum MessageFrame {
  struct Header: BitwiseCopyable {
    var target: Int64
    var sender: Int64
    var channel: Int64
    var byteCount: Int64
  }

  /// Appends the messages of one target, sender and channel.
  static func append(
    _ bytes: UnsafeRawBufferPointer, target: Int, sender: Int, channel: Int,
    to frame: inout MessageBuffer
  ) {
    frame.append(
      Header(
        target: Int64(target), sender: Int64(sender), channel: Int64(channel),
        byteCount: Int64(bytes.count)))
    frame.append(bytes)
  }

  /// Calls `body` for each part of a frame; traps when the frame is not whole.
  static func forEach(
    in frame: UnsafeRawBufferPointer, _ body: (Header, UnsafeRawBufferPointer) -> Void
  ) {
    var place = 0
    let headerSize = MemoryLayout<Header>.stride
    while place < frame.count {
      precondition(frame.count - place >= headerSize, "a frame of messages ends in a header")
      let header = frame.loadUnaligned(fromByteOffset: place, as: Header.self)
      place += headerSize
      precondition(
        header.byteCount >= 0 && header.byteCount <= frame.count - place,
        "a frame of messages was cut off")
      body(header, UnsafeRawBufferPointer(rebasing: frame[place..<place + Int(header.byteCount)]))
      place += Int(header.byteCount)
    }
  }
}
