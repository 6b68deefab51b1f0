import NIOCore
import Synchronization

/// Deliveries from other threads to the connections of one event loop, in order. The loop is woken
/// once for all that wait.
final class Mailbox: Sendable {
  struct Letter: Sendable {
    var connection: Connection
    var ticket: StreamTicket
    var delivery: Delivery
  }

  private let waiting = Mutex<[Letter]>([])
  private let eventLoop: any EventLoop

  init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  /// Leaves a letter; wakes the loop if nobody has yet.
  func post(_ letter: Letter) {
    let isFirst = waiting.withLock { letters in
      letters.append(letter)
      return letters.count == 1
    }
    guard isFirst else { return }
    eventLoop.execute { self.empty() }
  }

  /// Hands all letters out, then lets every connection write once.
  private func empty() {
    let letters = waiting.withLock { letters in
      let taken = letters
      letters = []
      letters.reserveCapacity(min(taken.count, 256))
      return taken
    }
    for letter in letters {
      letter.connection.accept(letter.delivery, for: letter.ticket)
    }
    letters.first?.connection.loop.flushTouched()
  }
}
