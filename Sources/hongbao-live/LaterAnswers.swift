import Glibc
import HTTP2Transport
import Synchronization

/// A thread that answers every millisecond what was asked since, and sends a snapshot to those that
/// listen.
final class LaterAnswers: Sendable {
  private let tokens = Mutex<[ResponseToken]>([])
  private let streams = Mutex<[ResponseStream]>([])
  private let answer = Response.text(200, "later\n")
  /// Enough that a reader who does not read falls behind soon.
  private let snapshot = Array("data: \(String(repeating: "s", count: 8000))\n\n".utf8)

  init() {
    var thread = pthread_t()
    let me = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<LaterAnswers>.fromOpaque(argument).takeUnretainedValue().run()
        return nil
      }, me)
  }

  func add(_ token: ResponseToken) { tokens.withLock { $0.append(token) } }

  func add(_ stream: ResponseStream) { streams.withLock { $0.append(stream) } }

  private func run() {
    while true {
      usleep(1000)
      let waiting = tokens.withLock { tokens in
        defer { tokens = [] }
        return tokens
      }
      for token in waiting { token.answer(answer) }
      let listening = streams.withLock { streams in
        streams.removeAll { !$0.isOpen }
        return streams
      }
      for stream in listening { stream.sendSnapshot(snapshot) }
    }
  }
}
