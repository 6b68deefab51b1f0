import Quantities

/// The tiers that each kind of request passes, and what follows each verdict.
public struct Flow: Hashable, Sendable {
  /// The path of a send, a claim and an open; a kind that is not there is never sent.
  public var paths: [RequestKind: FlowPath]

  public init(paths: [RequestKind: FlowPath]) { self.paths = paths }
}

/// The way of one kind of request.
///
/// A request visits `tiers` in order. Each hop pays the one-way latency from the node it leaves to
/// the node it enters; the answer goes back from the last node to the first and from there over
/// the access network to the client.
public struct FlowPath: Hashable, Sendable {
  /// Indices into `Scenario.tiers`, in the order of the visit; never empty.
  public var tiers: [Int]
  /// Indices of tiers that the request passes on to after it was answered (crediting).
  public var afterwards: [Int]
  /// What follows an answer or a failure.
  public var actions: [Verdict: Action]
  /// Where requests go after the step (a place in `tiers`), instead of to the next one; with the
  /// chance that is missing to 1 they are answered there.
  public var branches: [Int: [Branch]]
  /// Steps at which a request is served in several copies.
  public var forks: [Int: Fork]

  public init(
    tiers: [Int], afterwards: [Int] = [], actions: [Verdict: Action] = [:],
    branches: [Int: [Branch]] = [:], forks: [Int: Fork] = [:]
  ) {
    self.tiers = tiers
    self.afterwards = afterwards
    self.actions = actions
    self.branches = branches
    self.forks = forks
  }

  /// True when requests go straight through `tiers`, each one once, and in one piece.
  public var isStraight: Bool { branches.isEmpty && forks.isEmpty }

  /// What the client does next: the file's word, or the default (served: open for claims if there
  /// is a way to open, else stop; sold out, empty, expired, duplicate: stop; everything else:
  /// retry).
  public func action(after verdict: Verdict, of kind: RequestKind, canOpen: Bool) -> Action {
    if let action = actions[verdict] { return action }
    switch verdict {
    case .served: return kind == .claim && canOpen ? .open : .stop
    case .rejected(let reason): return reason.isFinal ? .stop : .retry
    case .failed: return .retry
    }
  }
}

/// What a client does after a verdict.
public enum Action: Hashable, Sendable {
  /// Nothing more.
  case stop
  /// Tries again after its back-off while it has tries left.
  case retry
  /// Opens what it claimed, after the second click.
  case open
}

/// The end of one attempt.
public enum Verdict: Hashable, Sendable {
  /// Answered yes.
  case served
  /// Answered no.
  case rejected(RejectionReason)
  /// No good answer.
  case failed(FailureReason)
}
