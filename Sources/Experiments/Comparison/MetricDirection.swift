/// Which way a figure is better, by its name.
///
/// Under the same traffic less waiting, fewer noes and more yeses are better. What says how much
/// the cluster had to do (offered requests, utilisation, nodes up, states) is neither: fewer busy
/// servers may be a faster tier or one that turns requests away. The throughput of a tier counts
/// noes and the tries that follow them, so that an overload raises it: it is neither as well.
/// That of an objective is better where the objective wants it.
public enum MetricDirection: String, Sendable {
  case lower, higher

  /// The direction of a figure of `MetricList`; nil for those that are neither.
  public init?(of name: String) {
    guard let last = name.split(separator: ".").last else { return nil }
    if name.hasPrefix("objectives.") {
      self.init(ofObjective: name)
      return
    }
    if name.hasPrefix("probes.") || name.contains(".states.") || name.contains(".node_states.") {
      return nil
    }
    if [".latency_ms.", ".sojourn_ms.", ".wait_ms."].contains(where: name.contains) {
      self = .lower
      return
    }
    switch last {
    case "rejected", "failed", "rejected_share", "failed_share", "waited_share", "queue_length",
      "gave_up_share", "saw_error_share", "tries_per_request", "between_tries", "failures",
      "sojourn_p99_ms", "latency_p99_ms", "fetches":
      self = .lower
    case "told_yes_share", "yes_at_first_share", "hit_share", "availability",
      "first_all_down":
      self = .higher
    default: return nil
    }
  }

  /// An objective wants its value on one side of its limit; it is broken for as short as possible.
  private init?(ofObjective name: String) {
    if name.hasSuffix(".seconds_broken") || name.contains("<") {
      self = .lower
    } else if name.contains(">") {
      self = .higher
    } else {
      return nil
    }
  }
}
