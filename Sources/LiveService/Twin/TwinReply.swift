/// Where the answer to one request goes; used once.
package protocol TwinReply: Sendable {
  /// - Parameter lag: whole milliseconds that the simulation is behind real time.
  func give(_ answer: TwinAnswer, lag: Int)
}
