import CNghttp2
import NIOCore

/// HTTP/2 on one connection: libnghttp2 reads and writes the frames, this class counts what they
/// cost and carries requests and answers.
///
/// The library may not be called for input or output from inside its callbacks: those only take
/// note and submit, and `flush` writes what came of it, once for each turn of reading.
final class HTTP2Session: ConnectionEngine {
  unowned let connection: Connection
  let limits: TransportLimits
  /// The library's session; freed when this object goes, which is never inside a callback.
  private(set) var session: OpaquePointer?
  var streams: [HTTP2Stream] = []
  private var freePlaces: [Int32] = []
  private var meter = FrameMeter()
  var controls: ControlBudget
  /// Resets that the server sent.
  var resets: TokenBucket
  /// The time of the turn that is going on.
  var now: Int64
  /// Requests that the handler has and has not answered.
  var unanswered = 0
  /// Streams that the library knows.
  var openStreams = 0
  private var outbound = ByteBuffer()
  /// Since when the socket has taken nothing; nil: it takes.
  private var blockedSince: Int64?
  /// When a header block or a frame that is not complete began.
  private var blockSince: Int64?
  private var frameSince: Int64?
  private var idleSince: Int64
  /// Why the connection is to end as soon as the library has been left.
  var verdict: Refusal?
  /// Whether the reason of the end has been counted.
  var isStopping = false
  private var isClosed = false
  private var drainsSince: Int64?
  private var isLastGoawaySent = false

  init(connection: Connection, now: Int64) {
    self.connection = connection
    self.now = now
    idleSince = now
    limits = connection.loop.limits
    controls = ControlBudget(
      burst: limits.controlBurst, perSecond: limits.controlsPerSecond, now: now)
    resets = TokenBucket(burst: limits.resetBurst, perSecond: limits.resetsPerSecond, now: now)
    start()
  }

  deinit { nghttp2_session_del(session) }

  /// Requests run or arrive.
  var isIdle: Bool { openStreams == 0 && unanswered == 0 }

  /// Makes the library's session and says what the server wants (RFC 9113, 6.5.2).
  private func start() {
    var option: OpaquePointer?
    guard nghttp2_option_new(&option) == 0 else { return }
    defer { nghttp2_option_del(option) }
    nghttp2_option_set_stream_reset_rate_limit(
      option, UInt64(limits.resetBurst), UInt64(limits.resetsPerSecond))
    nghttp2_option_set_max_continuations(option, limits.continuations)
    nghttp2_option_set_max_settings(option, limits.settingsEntries)
    nghttp2_option_set_max_outbound_ack(option, limits.waitingAcknowledgements)
    let user = Unmanaged.passUnretained(self).toOpaque()
    guard nghttp2_session_server_new2(&session, HTTP2Callbacks.shared.pointer, user, option) == 0
    else { return }
    let entries = [
      (NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.concurrentStreams),
      (NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.streamWindowBytes),
      (NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.headerListBytes),
    ].map {
      nghttp2_settings_entry(
        settings_id: Int32(bitPattern: $0.0.rawValue), value: UInt32(clamping: $0.1))
    }
    nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), entries, entries.count)
    nghttp2_session_set_local_window_size(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, Int32(clamping: limits.connectionWindowBytes))
  }

  // MARK: Bytes

  func receive(_ buffer: ByteBuffer, now: Int64) {
    guard !isClosed, let session else { return connection.end(because: nil) }
    // After the last straw nothing is looked at.
    guard verdict == nil else { return }
    self.now = now
    var isFlood = false
    let taken = buffer.withUnsafeReadableBytes { bytes -> Int in
      meter.walk(bytes) { frame in
        if !controls.admit(frame, now: now) { isFlood = true }
      }
      guard !isFlood, let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
      return cnghttp2_receive(session, start, bytes.count)
    }
    blockSince = meter.isInHeaderBlock ? (blockSince ?? now) : nil
    frameSince = meter.isInFrame ? (frameSince ?? now) : nil
    if isFlood {
      verdict = .controlFlood
    } else if taken < 0 {
      verdict = verdict ?? (Int(taken) == Self.flooded ? .controlFlood : .protocolError)
    }
  }

  private static let flooded = Int(NGHTTP2_ERR_FLOODED.rawValue)

  func flush(now: Int64) {
    guard !isClosed, let session else { return }
    self.now = now
    if let verdict { return stop(because: verdict) }
    while connection.isWritable {
      outbound.clear()
      let isMore = collect()
      guard outbound.readableBytes > 0 else { break }
      connection.write(outbound)
      guard !isClosed else { return }
      guard isMore else { break }
    }
    if let verdict { return stop(because: verdict) }
    blockedSince = connection.isWritable ? nil : (blockedSince ?? now)
    if blockedSince == nil, nghttp2_session_want_read(session) == 0,
      nghttp2_session_want_write(session) == 0
    {
      connection.finish()
    }
  }

  /// Takes frames from the library until there are none, or enough for one write; true: enough.
  private func collect() -> Bool {
    var start: UnsafePointer<UInt8>?
    while outbound.readableBytes < limits.writeBufferBytes {
      let count = cnghttp2_next_output(session, &start)
      guard count > 0, let start else {
        if count < 0 { verdict = verdict ?? .protocolError }
        return false
      }
      outbound.writeBytes(UnsafeRawBufferPointer(start: start, count: count))
    }
    return true
  }

  /// Says goodbye as far as the socket takes it, and ends the connection.
  private func stop(because refusal: Refusal) {
    connection.note(refusal)
    isStopping = true
    guard let session else { return }
    // After an error of the peer the library has its own goodbye, which this does not replace.
    if refusal != .protocolError {
      nghttp2_session_terminate_session(session, NGHTTP2_ENHANCE_YOUR_CALM.rawValue)
    }
    guard connection.isWritable else { return connection.end(because: nil) }
    outbound.clear()
    verdict = nil
    _ = collect()
    if outbound.readableBytes > 0 { connection.write(outbound) }
    connection.finish()
  }

  // MARK: Places

  /// A place for a stream that opens.
  func open(id: Int32) -> Int {
    let place: Int
    if let free = freePlaces.popLast() {
      place = Int(free)
    } else {
      place = streams.count
      streams.append(HTTP2Stream())
    }
    streams[place].id = id
    streams[place].stage = .arriving
    streams[place].isOpen = true
    streams[place].openedAt = now
    openStreams += 1
    return place
  }

  /// Gives the place back when neither the library nor the handler will come to it.
  func freeIfDone(_ place: Int) {
    guard !streams[place].isOpen, !streams[place].isUnanswered, streams[place].stage != .free
    else { return }
    releaseBody(place)
    var next = HTTP2Stream()
    next.generation = streams[place].generation &+ 1
    // The memory of the fields serves the next request.
    swap(&next.headers, &streams[place].headers)
    next.headers.removeAll()
    streams[place] = next
    freePlaces.append(Int32(place))
    if isIdle { idleSince = now }
  }

  func releaseOutput(_ place: Int) {
    connection.loop.releaseAnswer(streams[place].output.count)
    streams[place].output = []
  }

  func releaseBody(_ place: Int) {
    connection.loop.releaseBody(streams[place].reserved)
    streams[place].reserved = 0
    streams[place].body = []
  }

  /// The place that a ticket names, unless it is another request's by now.
  func place(of ticket: StreamTicket) -> Int? {
    let place = Int(ticket.slot)
    guard streams.indices.contains(place), streams[place].generation == ticket.generation,
      streams[place].stage != .free
    else { return nil }
    return place
  }

  // MARK: Time

  func sweep(now: Int64) {
    guard !isClosed else { return }
    self.now = now
    func isOver(_ since: Int64, _ milliseconds: Int) -> Bool {
      now - since > Int64(milliseconds) * 1_000_000
    }
    if let blockedSince, isOver(blockedSince, limits.stallMilliseconds) {
      return connection.end(because: .writeStall)
    }
    if let blockSince, isOver(blockSince, limits.headerMilliseconds) {
      return connection.end(because: .headerTimeout)
    }
    if let frameSince, isOver(frameSince, limits.bodyMilliseconds) {
      return connection.end(because: .bodyTimeout)
    }
    if isIdle, isOver(idleSince, limits.idleMilliseconds) {
      connection.note(.idleTimeout)
      nghttp2_session_terminate_session(session, NGHTTP2_NO_ERROR.rawValue)
      return connection.touch()
    }
    for place in streams.indices where streams[place].isOpen {
      switch streams[place].stage {
      case .arriving where isOver(streams[place].openedAt, limits.bodyMilliseconds):
        connection.note(.bodyTimeout)
        reset(place, NGHTTP2_CANCEL)
      case .answering
      where streams[place].hasOutput && isOver(streams[place].progressAt, limits.stallMilliseconds):
        connection.note(.writeStall)
        reset(place, NGHTTP2_CANCEL)
      default: break
      }
    }
    if let drainsSince, isOver(drainsSince, limits.lingerMilliseconds) { sendLastGoaway() }
  }

  /// Resets a stream; its end is heard of in the library's callback.
  func reset(_ place: Int, _ code: nghttp2_error_code) {
    nghttp2_submit_rst_stream(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), streams[place].id, code.rawValue)
    connection.touch()
  }

  // MARK: The end

  /// Two goodbyes (RFC 9113, 6.8): the first lets requests on their way arrive, the second comes
  /// after the answer to a PING and says which one was the last.
  func drain(now: Int64) {
    guard !isClosed, drainsSince == nil else { return }
    drainsSince = now
    nghttp2_submit_shutdown_notice(session)
    nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    for place in streams.indices where streams[place].stream != nil {
      streams[place].queue.isFinished = true
      nghttp2_session_resume_data(session, streams[place].id)
    }
  }

  /// The second goodbye; the session ends when its streams have.
  func sendLastGoaway() {
    guard drainsSince != nil, !isLastGoawaySent else { return }
    isLastGoawaySent = true
    let last = nghttp2_session_get_last_proc_stream_id(session)
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, NGHTTP2_NO_ERROR.rawValue, nil, 0)
    connection.touch()
  }

  /// A goodbye with an error has left; the library sends those that its own limits ask for.
  func goawaySent() {
    guard !isStopping else { return }
    isStopping = true
    connection.note(.protocolError)
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    for place in streams.indices {
      streams[place].stream?.markClosed()
      releaseBody(place)
      releaseOutput(place)
    }
  }
}
