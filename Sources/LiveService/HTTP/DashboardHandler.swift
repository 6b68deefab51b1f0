import Foundation
import HTTP2Transport

/// Puts the requests of a server to the dashboard, on a queue of its own: reading files and drawing
/// reports must not hold the connections up.
package final class DashboardHandler: RequestHandler {
  private let dashboard: Dashboard
  private let rules: AccessRules
  private let queue = DispatchQueue(label: "dashboard")

  package init(_ dashboard: Dashboard, _ rules: AccessRules) {
    self.dashboard = dashboard
    self.rules = rules
  }

  package func respond(to request: Request, through token: ResponseToken) {
    queue.async { [self] in answer(request, token) }
  }

  private func answer(_ request: Request, _ token: ResponseToken) {
    let asked = DashboardRequest(
      method: Self.word(request.method), path: request.path, query: request.query,
      authority: request.authority, origin: request.headers["origin"],
      token: request.headers["x-hongbao-token"], body: request.body)
    let response = rules.refusal(of: asked) ?? dashboard.respond(to: asked)
    switch response {
    case .answer(let status, let type, let body):
      token.answer(Response(status: status, headers: Self.headers(type), body: body))
    case .events(let topics, let last):
      let stream = token.startStream(headers: Self.eventHeaders)
      let after = last ?? request.headers["last-event-id"].flatMap(UInt64.init)
      if !dashboard.feed.add(StreamListener(stream: stream), topics: topics, after: after) {
        stream.finish()
      }
    }
  }

  private static func word(_ method: RequestMethod) -> String {
    switch method {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .patch: "PATCH"
    case .options: "OPTIONS"
    case .other(let word): word
    }
  }

  private static let common = [
    ("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"), ("content-security-policy", DashboardPage.policy),
    ("cross-origin-opener-policy", "same-origin"),
  ]

  private static func headers(_ type: String) -> HeaderList {
    HeaderList([("content-type", type)] + common)
  }

  private static let eventHeaders = HeaderList([
    ("content-type", "text/event-stream"), ("cache-control", "no-store"),
    ("x-accel-buffering", "no"), ("x-content-type-options", "nosniff"),
  ])
}
