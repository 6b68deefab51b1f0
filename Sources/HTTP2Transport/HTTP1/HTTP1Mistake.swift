/// Why a request in HTTP/1.1 is not accepted. The connection ends after the answer.
package struct HTTP1Mistake: Error, Equatable {
  /// The status to answer with.
  package var status: Int
  /// For the client, in a line.
  package var reason: String

  static func malformed(_ reason: String) -> HTTP1Mistake { .init(status: 400, reason: reason) }
}
