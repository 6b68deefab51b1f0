import Glibc
import HTTP2Transport
import Synchronization

/// Answers as the path says, and remembers what was asked.
final class ScriptedHandler: RequestHandler {
  struct Seen: Sendable, Equatable {
    var method: RequestMethod
    var path: String
    var query: String?
    var authority: String?
    var body: String
  }

  private let seenRequests = Mutex<[Seen]>([])
  private let openStream = Mutex<ResponseStream?>(nil)
  private let closedStreams = Atomic(0)

  var seen: [Seen] { seenRequests.withLock { $0 } }
  var stream: ResponseStream? { openStream.withLock { $0 } }
  var closed: Int { closedStreams.load(ordering: .relaxed) }

  func respond(to request: Request, through token: ResponseToken) {
    let path = request.path
    seenRequests.withLock {
      $0.append(
        Seen(
          method: request.method, path: path, query: request.query, authority: request.authority,
          body: String(decoding: request.body, as: UTF8.self)))
    }
    switch path {
    case "/none": token.answer(Response(status: 204))
    case "/later":
      Self.onThread {
        usleep(20_000)
        token.answer(.text(200, "later"))
        token.answer(.text(500, "twice"))
      }
    case "/stream":
      let headers = HeaderList([("content-type", "text/event-stream")])
      let stream = token.startStream(headers: headers) { [self] in
        closedStreams.add(1, ordering: .relaxed)
      }
      openStream.withLock { $0 = stream }
      stream.send(Array("one ".utf8))
    case "/large":
      token.answer(Response(body: [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 20)))
    case "/silent": break
    default: token.answer(.text(200, "hello"))
    }
  }

  /// Runs something on a thread of its own.
  static func onThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Box(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument)
    pthread_detach(thread)
  }
}
