/// Names a request of a connection: a place, and how often the place was used before.
struct StreamTicket: Sendable, Equatable {
  var slot: Int32
  var generation: UInt32
}
