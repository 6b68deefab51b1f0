import CNghttp2

/// The functions that libnghttp2 calls, the same for all sessions. They find the session in
/// `user_data` and the place of a stream in its own user data, as index + 1.
final class HTTP2Callbacks: @unchecked Sendable {
  static let shared = HTTP2Callbacks()

  /// Never changed after `init`; sessions copy it.
  let pointer: OpaquePointer?

  private static let succeeded: Int32 = 0
  private static let endsSession = NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
  private static let failsStream = NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue

  private init() {
    var made: OpaquePointer?
    nghttp2_session_callbacks_new(&made)
    pointer = made
    nghttp2_session_callbacks_set_on_begin_headers_callback(made) { session, frame, user in
      guard let frame, let owner = HTTP2Callbacks.owner(user) else {
        return HTTP2Callbacks.succeeded
      }
      return HTTP2Callbacks.beginHeaders(session, frame, owner)
    }
    nghttp2_session_callbacks_set_on_header_callback(made) {
      session, frame, name, nameLength, value, valueLength, _, user in
      guard let frame, let owner = HTTP2Callbacks.owner(user),
        let place = HTTP2Callbacks.place(session, frame.pointee.hd.stream_id)
      else { return HTTP2Callbacks.succeeded }
      let goesOn = owner.addField(
        place, name: UnsafeRawBufferPointer(start: name, count: nameLength),
        value: UnsafeRawBufferPointer(start: value, count: valueLength),
        isTrailer: frame.pointee.headers.cat != NGHTTP2_HCAT_REQUEST)
      return goesOn ? HTTP2Callbacks.succeeded : HTTP2Callbacks.endsSession
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(made) { session, frame, user in
      if let frame, let owner = HTTP2Callbacks.owner(user) {
        HTTP2Callbacks.frameReceived(session, frame, owner)
      }
      return HTTP2Callbacks.succeeded
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made) {
      session, _, stream, bytes, count, user in
      if let owner = HTTP2Callbacks.owner(user), let place = HTTP2Callbacks.place(session, stream) {
        owner.addBody(place, UnsafeRawBufferPointer(start: bytes, count: count))
      }
      return HTTP2Callbacks.succeeded
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(made) { session, stream, _, user in
      if let owner = HTTP2Callbacks.owner(user), let place = HTTP2Callbacks.place(session, stream) {
        owner.streamClosed(place)
      }
      return HTTP2Callbacks.succeeded
    }
    nghttp2_session_callbacks_set_on_frame_send_callback(made) { session, frame, user in
      if let frame, let owner = HTTP2Callbacks.owner(user) {
        HTTP2Callbacks.frameSent(session, frame, owner)
      }
      return HTTP2Callbacks.succeeded
    }
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(made) { _, _, _, user in
      if let owner = HTTP2Callbacks.owner(user), !owner.controls.admitInvalid(now: owner.now) {
        owner.verdict = .controlFlood
      }
      return HTTP2Callbacks.succeeded
    }
  }

  /// Fills DATA frames.
  static let read: cnghttp2_reader = { _, _, buffer, capacity, flags, source, user in
    guard let owner = HTTP2Callbacks.owner(user), let source, let flags else {
      return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
    }
    return owner.readBody(
      Int(source.pointee.fd), into: UnsafeMutableRawBufferPointer(start: buffer, count: capacity),
      flags: flags)
  }

  /// The session object stays alive while the library is being called by it.
  private static func owner(_ user: UnsafeMutableRawPointer?) -> HTTP2Session? {
    user.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func place(_ session: OpaquePointer?, _ stream: Int32) -> Int? {
    nghttp2_session_get_stream_user_data(session, stream).map { Int(bitPattern: $0) - 1 }
  }

  private static func beginHeaders(
    _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>, _ owner: HTTP2Session
  ) -> Int32 {
    guard frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else { return succeeded }
    let stream = frame.pointee.hd.stream_id
    guard let place = owner.beginRequest(id: stream) else { return failsStream }
    nghttp2_session_set_stream_user_data(
      session, stream, UnsafeMutableRawPointer(bitPattern: place + 1))
    return succeeded
  }

  private static func frameReceived(
    _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>, _ owner: HTTP2Session
  ) {
    let header = frame.pointee.hd
    let type = UInt32(header.type)
    switch type {
    case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
      guard let place = place(session, header.stream_id) else { return }
      let isLast = UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
      if isLast { owner.streams[place].hasEnded = true }
      if type == NGHTTP2_HEADERS.rawValue { owner.endHeaders(place, isLast: isLast) }
      if isLast { owner.endRequest(place) }
    case NGHTTP2_PING.rawValue where UInt32(header.flags) & NGHTTP2_FLAG_ACK.rawValue != 0:
      owner.sendLastGoaway()
    default: break
    }
  }

  private static func frameSent(
    _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>, _ owner: HTTP2Session
  ) {
    let header = frame.pointee.hd
    switch UInt32(header.type) {
    case NGHTTP2_RST_STREAM.rawValue:
      if !owner.resets.take(now: owner.now) { owner.verdict = .resetFlood }
      return
    case NGHTTP2_GOAWAY.rawValue:
      if frame.pointee.goaway.error_code != NGHTTP2_NO_ERROR.rawValue { owner.goawaySent() }
      return
    case NGHTTP2_DATA.rawValue: owner.controls.creditDataSent()
    case NGHTTP2_HEADERS.rawValue: break
    default: return
    }
    guard UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0,
      let place = place(session, header.stream_id)
    else { return }
    owner.answerEnded(place)
  }
}
