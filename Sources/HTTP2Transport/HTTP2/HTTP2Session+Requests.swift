import CNghttp2

/// What arrives: headers, bodies, ends. Called from the library's callbacks.
extension HTTP2Session {
  /// What each field counts besides its bytes (RFC 9113, 6.5.2).
  private static let fieldOverhead = 32

  /// A request begins; nil: it was refused.
  func beginRequest(id: Int32) -> Int? {
    guard unanswered < limits.concurrentStreams else {
      connection.note(.tooManyRequests)
      nghttp2_submit_rst_stream(
        session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, NGHTTP2_REFUSED_STREAM.rawValue)
      return nil
    }
    return open(id: id)
  }

  /// Header lists this many times larger than the limit are no mistake: a byte can stand for a
  /// field of kilobytes, which the library looks through each time that it is named.
  private static let bombFactor = 8

  /// A field, of a request or its trailers; those of trailers are counted and not kept. False: the
  /// connection is to end before the library unpacks more.
  func addField(
    _ place: Int, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, isTrailer: Bool
  ) -> Bool {
    streams[place].headerBytes += name.count + value.count + Self.fieldOverhead
    guard streams[place].headerBytes <= limits.headerListBytes else {
      streams[place].earlyStatus = 431
      if streams[place].headerBytes / Self.bombFactor <= limits.headerListBytes { return true }
      verdict = verdict ?? .headersTooLarge
      return false
    }
    if !isTrailer { streams[place].headers.append(name: name, value: value) }
    return true
  }

  /// A header block has ended.
  func endHeaders(_ place: Int, isLast: Bool) {
    guard streams[place].stage == .arriving else { return }
    if streams[place].earlyStatus == 0, !isLast,
      let length = streams[place].headers["content-length"].flatMap({ Int($0) }),
      length > limits.bodyBytes
    {
      streams[place].earlyStatus = 413
    }
    if streams[place].earlyStatus != 0 { return refuse(place) }
    if isLast { dispatch(place) }
  }

  /// A piece of a body.
  func addBody(_ place: Int, _ bytes: UnsafeRawBufferPointer) {
    guard streams[place].stage == .arriving else { return }
    if streams[place].body.count + bytes.count > limits.bodyBytes {
      streams[place].earlyStatus = 413
      return refuse(place)
    }
    guard connection.loop.reserveBody(bytes.count) else {
      streams[place].earlyStatus = 503
      return refuse(place)
    }
    streams[place].reserved += bytes.count
    streams[place].body.append(contentsOf: bytes)
  }

  /// The client has ended its side.
  func endRequest(_ place: Int) {
    streams[place].hasEnded = true
    if streams[place].stage == .arriving { dispatch(place) }
  }

  /// Answers before the request is complete.
  private func refuse(_ place: Int) {
    let status = streams[place].earlyStatus
    connection.note(
      status == 413 ? .bodyTooLarge : status == 503 ? .bodiesTooLarge : .headersTooLarge)
    releaseBody(place)
    submit(Response(status: status), place: place, stream: nil)
  }

  /// Hands a request that is complete to the handler.
  private func dispatch(_ place: Int) {
    let method = RequestMethod(streams[place].headers.bytes(of: ":method") ?? [])
    streams[place].stage = .running
    streams[place].isUnanswered = true
    streams[place].isHead = method == .head
    unanswered += 1
    let request = Request(
      method: method, headers: streams[place].headers, body: streams[place].body,
      version: .http2, isSecure: connection.isSecure)
    // The request has it now, and counts until it is answered.
    streams[place].body = []
    let ticket = StreamTicket(slot: Int32(place), generation: streams[place].generation)
    connection.loop.handler.respond(
      to: request, through: ResponseToken(connection: connection, ticket: ticket))
  }

  /// The library has closed a stream.
  func streamClosed(_ place: Int) {
    streams[place].isOpen = false
    openStreams -= 1
    streams[place].stage = .closed
    releaseOutput(place)
    streams[place].queue = BodyQueue()
    streams[place].stream?.markClosed()
    streams[place].stream = nil
    freeIfDone(place)
  }

  /// The server's last frame of a stream has left: a client that still sends is told to stop
  /// (RFC 9113, 8.1).
  func answerEnded(_ place: Int) {
    guard !streams[place].hasEnded, streams[place].isOpen else { return }
    nghttp2_submit_rst_stream(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), streams[place].id, NGHTTP2_NO_ERROR.rawValue)
  }
}
