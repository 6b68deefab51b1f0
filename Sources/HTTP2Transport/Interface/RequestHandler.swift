/// What answers the requests of a server.
public protocol RequestHandler: Sendable {
  /// Called on the event loop of the connection, once for each request, when all of it is there.
  ///
  /// The token must be answered exactly once, now or later, from any thread: it holds memory, and a
  /// client may only have so many requests without an answer. What takes long does not belong here:
  /// all connections of the loop wait.
  func respond(to request: Request, through token: ResponseToken)
}
