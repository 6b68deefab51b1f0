import HTTP2Transport

/// A client that listens to events.
struct StreamListener: LiveListener {
  let stream: ResponseStream

  var isOpen: Bool { stream.isOpen }
  func send(_ bytes: [UInt8]) { stream.send(bytes) }
  func sendSnapshot(_ bytes: [UInt8]) { stream.sendSnapshot(bytes) }
}
