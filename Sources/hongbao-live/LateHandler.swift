import HTTP2Transport
import Synchronization

/// Answers 503 until the real handler is known, which needs the port.
final class LateHandler: RequestHandler {
  private let handler = Mutex<(any RequestHandler)?>(nil)

  /// From now on `handler` answers.
  func begin(_ handler: any RequestHandler) { self.handler.withLock { $0 = handler } }

  func respond(to request: Request, through token: ResponseToken) {
    if let handler = handler.withLock({ $0 }) {
      handler.respond(to: request, through: token)
    } else {
      token.answer(.text(503, "not ready\n"))
    }
  }
}
