import HTTP2Transport

/// The answer of the twin on its way to a client.
package struct TransportReply: TwinReply {
  let token: ResponseToken
  let headers: TwinHeaders

  package func give(_ answer: TwinAnswer, lag: Int) {
    token.answer(
      Response(
        status: answer.status, headers: headers.list(lag: lag, status: answer.status),
        body: answer.body))
  }
}
