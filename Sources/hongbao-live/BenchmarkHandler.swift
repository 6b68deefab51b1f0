import HTTP2Transport

/// `/` is empty; `/bytes/N` has N bytes; `/later` is answered from another thread; `/never` is not
/// answered; `/events` goes on; a body is answered with its length.
final class BenchmarkHandler: RequestHandler {
  private let empty = Response(headers: HeaderList([("server", "hongbao-live")]))
  private let events = HeaderList([
    ("content-type", "text/event-stream"), ("cache-control", "no-store"),
  ])
  private let later = LaterAnswers()
  private let bodies = BodyCache()

  func respond(to request: Request, through token: ResponseToken) {
    guard request.pathBytes.count > 1 else {
      guard request.body.isEmpty else {
        return token.answer(.text(200, "\(request.body.count)\n"))
      }
      return token.answer(empty)
    }
    let path = request.path
    if path == "/later" {
      later.add(token)
    } else if path == "/events" {
      let stream = token.startStream(headers: events)
      for number in 1...3 { stream.send(Array("id: \(number)\ndata: event\n\n".utf8)) }
      later.add(stream)
    } else if path.hasPrefix("/bytes/"), let count = Int(path.dropFirst(7)), count <= 1 << 24 {
      token.answer(Response(body: bodies.body(of: count)))
    } else if path != "/never" {
      token.answer(.text(404, "not here\n"))
    }
  }
}
