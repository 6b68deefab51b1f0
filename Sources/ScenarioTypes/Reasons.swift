/// Why a request was answered no. The raw value is its place in counters.
public enum RejectionReason: UInt8, CaseIterable, Hashable, Sendable, Codable {
  case soldOut = 0
  case queueFull = 1
  case limited = 2
  case empty = 3
  case busy = 4
  case expired = 5
  case duplicate = 6

  /// The words used in scenario files, results and reports.
  public var name: String {
    switch self {
    case .soldOut: "sold out"
    case .queueFull: "queue full"
    case .limited: "limited"
    case .empty: "empty"
    case .busy: "busy"
    case .expired: "expired"
    case .duplicate: "duplicate"
    }
  }

  /// True when asking again cannot change the answer.
  public var isFinal: Bool {
    switch self {
    case .soldOut, .empty, .expired, .duplicate: true
    case .queueFull, .limited, .busy: false
    }
  }
}

/// Why a request got no good answer. The raw value is its place in counters.
public enum FailureReason: UInt8, CaseIterable, Hashable, Sendable, Codable {
  /// The node was down, or went down with the request on it.
  case nodeDown = 0
  /// The client's time-out passed first.
  case timedOut = 1
  /// A message was lost on the way.
  case lost = 2
  /// The node answered with an error.
  case error = 3
  /// It left the queue of a tier before its turn came.
  case abandoned = 4

  /// The words used in scenario files, results and reports.
  public var name: String {
    switch self {
    case .nodeDown: "node down"
    case .timedOut: "timed out"
    case .lost: "lost"
    case .error: "error"
    case .abandoned: "abandoned"
    }
  }
}
