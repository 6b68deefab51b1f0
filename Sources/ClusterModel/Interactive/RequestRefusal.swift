/// Why a request from outside never reached the cluster.
public enum RequestRefusal: Error, Hashable, Sendable {
  /// No packet has this handle, or it was forgotten.
  case unknownPacket
  /// Shares are 1 to 60,000, and cents at least one a share and at most 2,000,000,000.
  case badAmount
  /// The scenario has no way for this kind of request.
  case noWay
  /// The run is over.
  case afterTheEnd
}
