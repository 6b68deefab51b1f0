import ScenarioTypes

/// The final answer to a request from outside.
public struct ExternalCompletion: Sendable, Hashable {
  /// The caller's number of the request.
  public var ticket: UInt64
  /// What was asked.
  public var kind: RequestKind
  /// Served, rejected or failed, with the reason.
  public var verdict: Verdict
  /// When the client gets the answer, in nanoseconds of simulated time; may lie ahead of the time
  /// reached, and is then certain already.
  public var time: Int64
  /// An open that was served: the share in cents; otherwise 0.
  public var cents: Int64
}
