import NIOCore

/// One protocol on one connection. Called on the event loop; never from inside its own callbacks.
protocol ConnectionEngine: AnyObject {
  /// Takes bytes that have arrived.
  func receive(_ buffer: ByteBuffer, now: Int64)
  /// Writes what is to be written, as far as the socket takes it.
  func flush(now: Int64)
  /// Hands an answer, or a part of one, to a request; one that is gone is passed over.
  func accept(_ delivery: Delivery, for ticket: StreamTicket, now: Int64)
  /// Looks at the time limits.
  func sweep(now: Int64)
  /// Takes no new requests, and ends the connection when those that run are answered.
  func drain(now: Int64)
  /// The connection is gone: streams are told.
  func close()
  /// Whether no request runs or is arriving.
  var isIdle: Bool { get }
}
