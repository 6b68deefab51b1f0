import ScenarioTypes

/// How a visit to a tier ended, as a place in counters: served, the rejections, the failures.
struct Outcome: BitwiseCopyable, Equatable {
  var code: UInt8

  static var served: Outcome { Outcome(code: 0) }
  static var firstFailure: UInt8 { 8 }
  static var count: Int { 13 }

  @inline(__always)
  static func rejected(_ reason: RejectionReason) -> Outcome { Outcome(code: 1 + reason.rawValue) }

  @inline(__always)
  static func failed(_ reason: FailureReason) -> Outcome {
    Outcome(code: firstFailure + reason.rawValue)
  }

  @inline(__always) var isServed: Bool { code == 0 }
  @inline(__always) var isFailure: Bool { code >= Self.firstFailure }
  @inline(__always) var isRejection: Bool { code > 0 && code < Self.firstFailure }

  /// Turned away before any service: queue full, limited, node down.
  @inline(__always) var isRefusalAtTheDoor: Bool {
    self == .rejected(.queueFull) || self == .rejected(.limited) || self == .failed(.nodeDown)
  }

  /// The reason of a rejection.
  var rejection: RejectionReason? { isRejection ? RejectionReason(rawValue: code - 1) : nil }
  /// The reason of a failure.
  var failure: FailureReason? {
    isFailure ? FailureReason(rawValue: code - Self.firstFailure) : nil
  }

  /// As the scenario speaks of it.
  var verdict: Verdict {
    if let rejection { return .rejected(rejection) }
    if let failure { return .failed(failure) }
    return .served
  }
}
