/// The right to answer one request, once.
///
/// Answers from the connection's own event loop go straight to it. Those from other threads are
/// collected, and the loop is woken once for all that wait. An answer to a client that has left is
/// dropped.
public struct ResponseToken: Sendable {
  let connection: Connection
  let ticket: StreamTicket

  /// Answers in one piece.
  public func answer(_ response: Response) {
    connection.deliver(.answer(response), to: ticket)
  }

  /// Answers with headers now and a body that goes on; `onClose` is called once, on the event loop,
  /// when the client has left or the body has ended.
  ///
  /// A client that does not read gets the newest snapshot when it reads again, and is cut off when
  /// more than `TransportLimits.streamBufferBytes` wait for it.
  public func startStream(
    status: Int = 200, headers: HeaderList, onClose: @escaping @Sendable () -> Void = {}
  ) -> ResponseStream {
    let stream = ResponseStream(token: self, onClose: onClose)
    let response = Response(status: status, headers: headers)
    connection.deliver(.start(response, stream), to: ticket)
    return stream
  }
}
