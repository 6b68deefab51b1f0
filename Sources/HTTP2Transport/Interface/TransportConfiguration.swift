/// How a server listens.
public struct TransportConfiguration: Sendable {
  /// The address; the machine itself alone unless told otherwise.
  public var host = "127.0.0.1"
  /// The port; 0 takes any that is free.
  public var port = 0
  /// Certificate and key for TLS; nil: connections are in clear only.
  public var identity: TLSIdentity?
  /// What a client may cost.
  public var limits = TransportLimits()
  /// Threads that serve connections. The handler is called on all of them.
  public var eventLoops = 1
  /// Told why clients are turned away, at most a few times a second, from any thread; the number is
  /// how many more there were that were not told.
  public var onRefusal: @Sendable (_ refusal: Refusal, _ address: String, _ untold: Int) -> Void =
    { _, _, _ in }

  /// On loopback, at any free port.
  public init() {}
}
