import CNghttp2

/// What leaves: answers of the handler.
extension HTTP2Session {
  func accept(_ delivery: Delivery, for ticket: StreamTicket, now: Int64) {
    self.now = now
    guard let place = place(of: ticket) else {
      if case .start(_, let stream) = delivery { stream.markClosed() }
      return
    }
    switch delivery {
    case .answer(let response): answer(response, place: place, stream: nil)
    case .start(let response, let stream): answer(response, place: place, stream: stream)
    case .chunk(let bytes, let isSnapshot):
      guard streams[place].stream != nil else { return }
      noteProgressIfEmpty(place)
      streams[place].queue.append(bytes, isSnapshot: isSnapshot)
      if streams[place].queue.count > limits.streamBufferBytes {
        connection.note(.streamOverflow)
        reset(place, NGHTTP2_CANCEL)
      } else {
        nghttp2_session_resume_data(session, streams[place].id)
      }
    case .finish:
      guard streams[place].stream != nil else { return }
      noteProgressIfEmpty(place)
      streams[place].queue.isFinished = true
      nghttp2_session_resume_data(session, streams[place].id)
    }
  }

  /// A client that had nothing to take owes nothing for the time before.
  private func noteProgressIfEmpty(_ place: Int) {
    guard streams[place].queue.count == 0 else { return }
    streams[place].progressAt = now
    streams[place].progressBytes = 0
  }

  private func answer(_ response: Response, place: Int, stream: ResponseStream?) {
    guard streams[place].isUnanswered else {
      stream?.markClosed()
      return
    }
    streams[place].isUnanswered = false
    unanswered -= 1
    releaseBody(place)
    guard streams[place].isOpen else {
      stream?.markClosed()
      freeIfDone(place)
      return
    }
    submit(response, place: place, stream: stream)
  }

  /// Gives an answer to the library, which copies the fields and asks for the body later.
  func submit(_ response: Response, place: Int, stream: ResponseStream?) {
    streams[place].stage = .answering
    streams[place].progressAt = now
    let isHead = streams[place].isHead
    var response = response
    if stream == nil, !isHead, !connection.loop.reserveAnswer(response.body.count) {
      connection.note(.answersTooLarge)
      response = Response(status: 503)
    }
    let hasBody = !isHead && (stream != nil || !response.body.isEmpty)
    if stream != nil, isHead {
      stream?.markClosed()
    } else if hasBody {
      streams[place].stream = stream
      streams[place].output = response.body
    }
    let length = stream == nil && Self.mayHaveLength(response.status) ? response.body.count : nil
    let code = HTTP2Fields.withFields(
      of: response, date: connection.loop.currentDate(), length: length
    ) { fields in
      cnghttp2_respond(
        session, streams[place].id, fields.baseAddress, fields.count, Int32(place),
        hasBody ? HTTP2Callbacks.read : nil)
    }
    if code != 0, streams[place].isOpen { reset(place, NGHTTP2_INTERNAL_ERROR) }
  }

  /// 204 and 304 have no body and no length (RFC 9110, 8.6).
  private static func mayHaveLength(_ status: Int) -> Bool { status != 204 && status != 304 }

  /// Fills the library's buffer with the next bytes of a body.
  func readBody(
    _ place: Int, into buffer: UnsafeMutableRawBufferPointer, flags: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let count: Int
    let isDone: Bool
    if streams[place].stream != nil {
      count = streams[place].queue.take(into: buffer)
      isDone = streams[place].queue.isDone
      if count == 0, !isDone { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
    } else {
      let offset = streams[place].outputOffset
      count = min(buffer.count, streams[place].output.count - offset)
      streams[place].output.withUnsafeBytes { all in
        UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: all[offset..<offset + count]))
      }
      streams[place].outputOffset = offset + count
      isDone = offset + count == streams[place].output.count
    }
    streams[place].progressBytes += count
    if streams[place].progressBytes >= limits.writeProgressBytes {
      streams[place].progressAt = now
      streams[place].progressBytes = 0
    }
    if isDone { flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue }
    return count
  }
}
