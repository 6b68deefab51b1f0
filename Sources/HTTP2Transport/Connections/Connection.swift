import NIOCore

/// One client: finds out from the first bytes which protocol it speaks, and lends the socket to
/// that protocol's engine. Touched on the event loop alone, `deliver` apart.
final class Connection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Phase {
    /// No byte has told yet what it is.
    case sniffing
    /// TLS is being negotiated.
    case securing
    /// An engine has it.
    case speaking
    /// The last word is being written; what arrives is thrown away.
    case lingering
    case closed
  }

  let loop: LoopState
  let address: String
  /// Its index among the loop's connections; nil: not one of them.
  var place: Int?
  /// When a byte last came, or an answer left.
  var lastActivity: Int64
  private(set) var isSecure = false
  private(set) var phase = Phase.sniffing
  private var engine: (any ConnectionEngine)?
  private var context: ChannelHandlerContext?
  private var sniffed = ByteBuffer()
  private let openedAt: Int64
  private var lingersUntil: Int64 = 0
  private var lingeredBytes = 0
  /// Between the first read of a turn and its end, when a flush comes anyway.
  private var isReading = false
  private var isTouched = false
  private var reads = true

  init(loop: LoopState, address: String, now: Int64) {
    self.loop = loop
    self.address = address
    openedAt = now
    lastActivity = now
  }

  var isWritable: Bool { context?.channel.isWritable ?? false }

  /// Whether another client may have its place.
  var isIdle: Bool {
    switch phase {
    case .sniffing, .securing: true
    case .speaking: engine?.isIdle ?? true
    case .lingering, .closed: false
    }
  }

  // MARK: From the handler

  /// Takes a delivery from any thread.
  func deliver(_ delivery: Delivery, to ticket: StreamTicket) {
    if loop.eventLoop.inEventLoop {
      accept(delivery, for: ticket)
    } else {
      loop.mailbox.post(.init(connection: self, ticket: ticket, delivery: delivery))
    }
  }

  /// Takes a delivery on the loop; it leaves with the next flush.
  func accept(_ delivery: Delivery, for ticket: StreamTicket) {
    guard let engine, phase == .speaking else {
      if case .start(_, let stream) = delivery { stream.markClosed() }
      return
    }
    engine.accept(delivery, for: ticket, now: LoopState.now())
    touch()
  }

  /// Sees to it that `flush` is called soon.
  func touch() {
    guard !isReading, !isTouched else { return }
    isTouched = true
    loop.touch(self)
  }

  func flushIfTouched() {
    guard isTouched else { return }
    isTouched = false
    if phase == .speaking { engine?.flush(now: LoopState.now()) }
  }

  // MARK: For engines

  /// Writes and flushes; a buffer that was taken by the socket at once can be used again.
  func write(_ buffer: ByteBuffer) {
    context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
  }

  /// Stops taking bytes from the socket, or goes on.
  func setReading(_ reads: Bool) {
    guard let context, self.reads != reads else { return }
    self.reads = reads
    context.channel.setOption(ChannelOptions.autoRead, value: reads).whenFailure { _ in }
  }

  /// Counts a refusal, of a request or of the whole connection.
  func note(_ refusal: Refusal) {
    loop.refusals.note(refusal, address: address, now: LoopState.now())
  }

  /// Ends the connection after what was written has left, so that the client can read it.
  func finish() {
    guard phase != .lingering, phase != .closed, let context else { return }
    phase = .lingering
    engine?.close()
    setReading(true)
    lingersUntil = LoopState.now() + Int64(loop.limits.lingerMilliseconds) * 1_000_000
    let written = context.eventLoop.makePromise(of: Void.self)
    let channel = context.channel
    let mode: CloseMode = isSecure ? .all : .output
    written.futureResult.whenComplete { _ in channel.close(mode: mode, promise: nil) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
  }

  /// Ends the connection at once.
  func end(because refusal: Refusal?) {
    if let refusal { note(refusal) }
    guard phase != .closed else { return }
    phase = .closed
    engine?.close()
    loop.dismiss(self)
    context?.close(mode: .all, promise: nil)
  }

  // MARK: Time

  func sweep(now: Int64) {
    switch phase {
    case .sniffing, .securing:
      if now - openedAt > Int64(loop.limits.handshakeMilliseconds) * 1_000_000 {
        end(because: .handshakeTimeout)
      }
    case .speaking: engine?.sweep(now: now)
    case .lingering: if now > lingersUntil { end(because: nil) }
    case .closed: break
    }
  }

  func drain(now: Int64) {
    if phase == .speaking {
      engine?.drain(now: now)
      touch()
    } else if phase == .sniffing || phase == .securing {
      end(because: nil)
    }
  }
}

// MARK: - From the socket

extension Connection {
  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    engine = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let now = LoopState.now()
    lastActivity = now
    switch phase {
    case .speaking:
      isReading = true
      engine?.receive(buffer, now: now)
    case .sniffing, .securing:
      sniffed.writeImmutableBuffer(buffer)
      if phase == .sniffing { sniff(context: context, now: now) }
    case .lingering:
      lingeredBytes += buffer.readableBytes
      // A client that goes on sending this much does not listen.
      if lingeredBytes > 4 * loop.limits.writeBufferBytes { end(because: nil) }
    case .closed: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    if phase == .speaking { engine?.flush(now: lastActivity) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    // Not from inside a write: that one goes on by itself.
    if phase == .speaking, context.channel.isWritable { touch() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    phase = .closed
    engine?.close()
    loop.dismiss(self)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(because: phase == .securing ? .tlsFailure : nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if phase == .securing, let spoken = ServerSecurity.negotiatedProtocol(event) {
      isSecure = true
      speak(spoken == "h2" ? .http2 : .http1, now: LoopState.now())
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  private func sniff(context: ChannelHandlerContext, now: Int64) {
    switch ProtocolSniffer.verdict(on: sniffed.readableBytesView) {
    case .undecided: break
    case .tls: secure(context: context)
    case .http2: speak(.http2, now: now)
    case .http1: speak(.http1, now: now)
    }
  }

  /// Puts TLS before this handler, and lets the bytes so far run through it.
  private func secure(context: ChannelHandlerContext) {
    guard let security = loop.security else { return end(because: .tlsFailure) }
    phase = .securing
    let bytes = sniffed
    sniffed = ByteBuffer()
    do {
      try context.pipeline.syncOperations.addHandler(
        security.makeHandler(), position: .before(self))
      context.pipeline.fireChannelRead(bytes)
      context.pipeline.fireChannelReadComplete()
    } catch {
      end(because: .tlsFailure)
    }
  }

  private func speak(_ version: Request.ProtocolVersion, now: Int64) {
    phase = .speaking
    isReading = true
    let bytes = sniffed
    sniffed = ByteBuffer()
    let engine: any ConnectionEngine
    switch version {
    case .http2: engine = HTTP2Session(connection: self, now: now)
    case .http1: engine = HTTP1Session(connection: self, now: now)
    }
    self.engine = engine
    if bytes.readableBytes > 0 { engine.receive(bytes, now: now) }
    if isSecure {
      // A handshake has no end of reading of its own.
      isReading = false
      if phase == .speaking { engine.flush(now: now) }
    }
    if loop.isDraining { drain(now: now) }
  }
}
