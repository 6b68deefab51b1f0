import Synchronization

/// The body of an answer that goes on, as server-sent events do. Any thread may send.
public final class ResponseStream: Sendable {
  private let token: ResponseToken
  private let onClose: @Sendable () -> Void
  private let closed = Atomic(false)

  init(token: ResponseToken, onClose: @escaping @Sendable () -> Void) {
    self.token = token
    self.onClose = onClose
  }

  /// Whether somebody may still read it.
  public var isOpen: Bool { !closed.load(ordering: .relaxed) }

  /// Sends bytes that the reader must not miss; a reader that is too far behind is cut off.
  public func send(_ bytes: [UInt8]) {
    guard isOpen, !bytes.isEmpty else { return }
    token.connection.deliver(.chunk(bytes, isSnapshot: false), to: token.ticket)
  }

  /// Sends a state of things. One that has not begun to leave yet is replaced by the next.
  public func sendSnapshot(_ bytes: [UInt8]) {
    guard isOpen, !bytes.isEmpty else { return }
    token.connection.deliver(.chunk(bytes, isSnapshot: true), to: token.ticket)
  }

  /// Ends the body.
  public func finish() {
    guard isOpen else { return }
    token.connection.deliver(.finish, to: token.ticket)
  }

  /// The transport says that nothing more can be sent; called on the event loop.
  func markClosed() {
    guard !closed.exchange(true, ordering: .relaxed) else { return }
    onClose()
  }
}
