import Synchronization

/// Server-sent events (WHATWG HTML, 9.2): numbered, the last few kept for those who come back.
package final class LiveFeed: Sendable {
  private struct Event {
    var number: UInt64
    var topic: LiveTopic
    var bytes: [UInt8]
  }

  private struct State {
    var next: UInt64 = 1
    var kept: [Event] = []
    var listeners: [(topics: Set<LiveTopic>, listener: any LiveListener)] = []
  }

  private let state = Mutex(State())
  /// Events kept for those who come back.
  private static let keptEvents = 256
  /// Listeners at once.
  package static let mostListeners = 64

  package init() {}

  /// How many listen.
  package var listenerCount: Int {
    state.withLock { state in
      state.listeners.removeAll { !$0.listener.isOpen }
      return state.listeners.count
    }
  }

  /// Adds a listener, who gets the events after `last` that are kept; false when there are too
  /// many.
  package func add(
    _ listener: any LiveListener, topics: Set<LiveTopic>, after last: UInt64?
  ) -> Bool {
    state.withLock { state in
      state.listeners.removeAll { !$0.listener.isOpen }
      guard state.listeners.count < Self.mostListeners else { return false }
      listener.send(Array("retry: 2000\n\n".utf8))
      if let last {
        for event in state.kept where event.number > last && topics.contains(event.topic) {
          listener.send(event.bytes)
        }
      }
      state.listeners.append((topics, listener))
      return true
    }
  }

  /// Sends `value` to those who listen to `topic`.
  func publish(_ topic: LiveTopic, _ json: [UInt8]) {
    state.withLock { state in
      let number = state.next
      state.next += 1
      var bytes = Array("id: \(number)\nevent: \(topic.rawValue)\ndata: ".utf8)
      bytes += json
      bytes += [10, 10]
      state.kept.append(Event(number: number, topic: topic, bytes: bytes))
      if state.kept.count > Self.keptEvents { state.kept.removeFirst(Self.keptEvents / 2) }
      state.listeners.removeAll { !$0.listener.isOpen }
      for (topics, listener) in state.listeners where topics.contains(topic) {
        if topic == .state { listener.sendSnapshot(bytes) } else { listener.send(bytes) }
      }
    }
  }

  /// A comment that keeps connections open.
  package func ping() {
    let bytes = Array(": ping\n\n".utf8)
    state.withLock { state in
      for (_, listener) in state.listeners where listener.isOpen { listener.send(bytes) }
    }
  }
}
