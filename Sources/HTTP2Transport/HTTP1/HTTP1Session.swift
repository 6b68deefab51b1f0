import NIOCore

/// HTTP/1.1 on one connection: one request after the other; what comes before the answer waits,
/// and a client that sends too much of it is not read.
final class HTTP1Session: ConnectionEngine {
  private unowned let connection: Connection
  private let limits: TransportLimits
  private var parser: HTTP1Parser
  /// The number of the request that runs.
  private var generation: UInt32 = 0
  private var isRunning = false
  private var isHead = false
  private var isOld = false
  private var keepsAlive = true
  private var hasContinued = false
  /// What the loop has set aside for bodies of this connection.
  private var reserved = 0
  /// The answer that is leaving.
  private var output: [UInt8] = []
  private var outputOffset = 0
  private var stream: ResponseStream?
  private var queue = BodyQueue()
  private var outbound = ByteBuffer()
  private var requestSince: Int64?
  private var idleSince: Int64
  /// Since when the socket has taken nothing.
  private var blockedSince: Int64?
  private var isDraining = false
  private var isClosed = false
  /// After what is being written the connection ends.
  private var isLast = false

  /// What is taken from a body at once.
  private static let pieceBytes = 16 * 1024

  init(connection: Connection, now: Int64) {
    self.connection = connection
    limits = connection.loop.limits
    parser = HTTP1Parser(headerBytes: limits.headerListBytes, bodyBytes: limits.bodyBytes)
    idleSince = now
  }

  /// No request runs, arrives or leaves.
  var isIdle: Bool { !isRunning && !hasOutput && !parser.isInRequest }

  private var hasOutput: Bool { stream != nil || outputOffset < output.count }

  // MARK: Bytes

  func receive(_ buffer: ByteBuffer, now: Int64) {
    guard !isClosed, !isLast else { return }
    buffer.withUnsafeReadableBytes { parser.append($0) }
    advance(now: now)
    if isRunning || hasOutput, parser.waitingBytes > limits.writeBufferBytes {
      connection.setReading(false)
    }
  }

  /// Takes the next requests from what has arrived, as long as they are answered at once and their
  /// answers fit into one write.
  private func advance(now: Int64) {
    while !isRunning, !hasOutput, !isLast, !isClosed,
      outbound.readableBytes < limits.writeBufferBytes
    {
      do {
        let request = try parser.next()
        guard account(request?.body.count ?? parser.request.body.count) else { return }
        guard let request else {
          sendContinueIfAsked()
          requestSince = parser.isInRequest ? (requestSince ?? now) : nil
          return
        }
        requestSince = nil
        dispatch(request)
        fill(now: now)
      } catch {
        return refuse(error)
      }
    }
  }

  /// Sets what is held of a body aside with the loop; false: clients together hold too much.
  private func account(_ held: Int) -> Bool {
    if held > reserved {
      guard connection.loop.reserveBody(held - reserved) else {
        connection.note(.bodiesTooLarge)
        answerAndEnd(HTTP1Mistake(status: 503, reason: "too many bodies at once"))
        return false
      }
      reserved = held
    }
    return true
  }

  private func sendContinueIfAsked() {
    guard parser.stage != .head, parser.request.expectsContinue, !hasContinued else { return }
    hasContinued = true
    outbound.writeString("HTTP/1.1 100 Continue\r\n\r\n")
  }

  private func dispatch(_ request: HTTP1Request) {
    let method = RequestMethod(request.headers.bytes(of: ":method") ?? [])
    isRunning = true
    isHead = method == .head
    isOld = request.isOld
    keepsAlive = request.keepsAlive && !isDraining
    hasContinued = false
    var headers = request.headers
    if let host = headers["host"] { headers.append(":authority", host) }
    let whole = Request(
      method: method, headers: headers, body: request.body, version: .http1,
      isSecure: connection.isSecure)
    connection.loop.handler.respond(
      to: whole,
      through: ResponseToken(
        connection: connection, ticket: StreamTicket(slot: 0, generation: generation)))
  }

  private func refuse(_ mistake: HTTP1Mistake) {
    switch mistake.status {
    case 413: connection.note(.bodyTooLarge)
    case 431: connection.note(.headersTooLarge)
    default: connection.note(.protocolError)
    }
    answerAndEnd(mistake)
  }

  private func answerAndEnd(_ mistake: HTTP1Mistake) {
    keepsAlive = false
    requestSince = nil
    begin(.text(mistake.status, mistake.reason + "\n"), stream: nil, now: LoopState.now())
  }

  // MARK: Answers

  func accept(_ delivery: Delivery, for ticket: StreamTicket, now: Int64) {
    guard ticket.generation == generation, !isClosed else {
      if case .start(_, let stream) = delivery { stream.markClosed() }
      return
    }
    switch delivery {
    case .answer(let response):
      if isRunning { begin(response, stream: nil, now: now) }
    case .start(let response, let stream):
      guard isRunning else { return stream.markClosed() }
      begin(response, stream: stream, now: now)
    case .chunk(let bytes, let isSnapshot):
      guard stream != nil else { return }
      queue.append(bytes, isSnapshot: isSnapshot)
      if queue.count > limits.streamBufferBytes { connection.end(because: .streamOverflow) }
    case .finish: queue.isFinished = true
    }
  }

  /// Writes the head of an answer and lets its body follow.
  private func begin(_ response: Response, stream: ResponseStream?, now: Int64) {
    isRunning = false
    connection.loop.releaseBody(reserved)
    reserved = 0
    var response = response
    if stream == nil, !isHead, !connection.loop.reserveAnswer(response.body.count) {
      connection.note(.answersTooLarge)
      response = Response(status: 503)
    }
    let hasNoBody = response.status == 204 || response.status == 304
    let isChunked = stream != nil && !isOld
    if stream != nil, isOld { keepsAlive = false }
    let reason = HTTP1Reasons.of(response.status)
    outbound.writeString("HTTP/1.1 \(response.status) \(reason)\r\ndate: ")
    outbound.writeBytes(connection.loop.currentDate())
    if stream == nil, !hasNoBody {
      outbound.writeString("\r\ncontent-length: \(response.body.count)")
    }
    if isChunked { outbound.writeString("\r\ntransfer-encoding: chunked") }
    if !keepsAlive { outbound.writeString("\r\nconnection: close") }
    response.headers.storage.withUnsafeBytes { all in
      var cursor = 0
      while let field = HeaderList.field(at: cursor, in: all) {
        outbound.writeString("\r\n")
        outbound.writeBytes(UnsafeRawBufferPointer(rebasing: all[field.name]))
        outbound.writeString(": ")
        outbound.writeBytes(UnsafeRawBufferPointer(rebasing: all[field.value]))
        cursor = field.value.upperBound
      }
    }
    outbound.writeString("\r\n\r\n")
    // What will not leave is not held.
    if stream == nil, !isHead, hasNoBody { connection.loop.releaseAnswer(response.body.count) }
    output = isHead || hasNoBody ? [] : response.body
    outputOffset = 0
    if let stream, isHead {
      stream.markClosed()
    } else {
      self.stream = stream
    }
    if isDraining { queue.isFinished = true }
    if !hasOutput { endAnswer(now: now) }
  }

  /// Makes ready for the next request.
  private func endAnswer(now: Int64) {
    stream?.markClosed()
    stream = nil
    queue = BodyQueue()
    connection.loop.releaseAnswer(output.count)
    output = []
    outputOffset = 0
    generation &+= 1
    idleSince = now
    isLast = !keepsAlive || isDraining
    connection.setReading(true)
  }

  func flush(now: Int64) {
    guard !isClosed else { return }
    repeat {
      fill(now: now)
      guard outbound.readableBytes > 0 else { break }
      connection.write(outbound)
      guard !isClosed else { return }
      outbound.clear()
      // What had to wait for this answer.
      if !isLast { advance(now: now) }
    } while connection.isWritable
    blockedSince = connection.isWritable ? nil : (blockedSince ?? now)
    if isLast, !hasOutput, outbound.readableBytes == 0 { connection.finish() }
  }

  /// Moves as much of the body to the buffer as one write should have.
  private func fill(now: Int64) {
    guard connection.isWritable else { return }
    while outbound.readableBytes < limits.writeBufferBytes, hasOutput {
      if stream == nil {
        let step = min(Self.pieceBytes, output.count - outputOffset)
        outbound.writeBytes(output[outputOffset..<outputOffset + step])
        outputOffset += step
        if outputOffset == output.count { endAnswer(now: now) }
      } else if queue.count > 0 {
        fillFromQueue()
      } else {
        guard queue.isFinished else { return }
        if !isOld { outbound.writeString("0\r\n\r\n") }
        endAnswer(now: now)
      }
    }
  }

  private func fillFromQueue() {
    let size = min(Self.pieceBytes, queue.count)
    if !isOld { outbound.writeString("\(String(size, radix: 16))\r\n") }
    outbound.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { space in
      queue.take(into: UnsafeMutableRawBufferPointer(rebasing: space[..<size]))
    }
    if !isOld { outbound.writeString("\r\n") }
  }

  // MARK: Time and the end

  func sweep(now: Int64) {
    guard !isClosed else { return }
    func isOver(_ since: Int64, _ milliseconds: Int) -> Bool {
      now - since > Int64(milliseconds) * 1_000_000
    }
    if let blockedSince, isOver(blockedSince, limits.stallMilliseconds) {
      return connection.end(because: .writeStall)
    }
    if let requestSince {
      let isHeader = parser.stage == .head
      let limit = isHeader ? limits.headerMilliseconds : limits.bodyMilliseconds
      if isOver(requestSince, limit) {
        connection.note(isHeader ? .headerTimeout : .bodyTimeout)
        answerAndEnd(HTTP1Mistake(status: 408, reason: "the request took too long"))
        connection.touch()
      }
    } else if isIdle, isOver(idleSince, limits.idleMilliseconds) {
      connection.end(because: .idleTimeout)
    }
  }

  func drain(now: Int64) {
    isDraining = true
    keepsAlive = false
    queue.isFinished = stream != nil
    if !isRunning, !hasOutput { isLast = true }
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    stream?.markClosed()
    stream = nil
    connection.loop.releaseBody(reserved)
    reserved = 0
    connection.loop.releaseAnswer(output.count)
    output = []
  }
}
