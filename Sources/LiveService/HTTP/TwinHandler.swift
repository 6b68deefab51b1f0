import HTTP2Transport
import Synchronization

/// Puts the requests of a server to the twin.
package final class TwinHandler: RequestHandler {
  private let driver: TwinDriver<TransportReply>
  private let headers = TwinHeaders()

  /// - Parameter driver: `run` must be under way, or be going to.
  package init(_ driver: TwinDriver<TransportReply>) { self.driver = driver }

  package func respond(to request: Request, through token: ResponseToken) {
    let reply = TransportReply(token: token, headers: headers)
    let outcome = TwinRouter.route(
      isPost: request.method == .post, isGet: request.method == .get || request.method == .head,
      path: request.pathBytes, query: request.query, body: request.body)
    switch outcome {
    case .request(let inquiry): driver.submit(inquiry, reply)
    case .refused(let answer): reply.give(answer, lag: 0)
    }
  }
}
