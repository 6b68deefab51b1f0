/// What a handler sends to a request of a connection.
enum Delivery: Sendable {
  case answer(Response)
  case start(Response, ResponseStream)
  case chunk([UInt8], isSnapshot: Bool)
  case finish
}
