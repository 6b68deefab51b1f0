/// The figures that comparisons and sweeps show when none are named: few enough that a correction
/// for many metrics costs little, and enough to see what a change does to users and to each tier.
public enum KeyMetrics {
  /// The names among `names` that are shown, in their order: objectives first, then clients, tiers.
  public static func chosen(from names: [String]) -> [String] {
    let objectives = names.filter { $0.hasPrefix("objectives.") && $0.hasSuffix(".value") }
    let clients = names.filter { name in
      name.hasPrefix("requests.") && ofClients.contains { name.hasSuffix($0) }
    }
    let tiers = names.filter { name in
      name.hasPrefix("tiers.") && name.split(separator: ".").count <= 4 && isOfTier(name)
    }
    return objectives + clients + tiers
  }

  /// A tier's own figure, not that of one kind of request there.
  private static func isOfTier(_ name: String) -> Bool {
    let rest = name.split(separator: ".").dropFirst(2).joined(separator: ".")
    return ofTiers.contains(rest)
  }

  private static let ofClients = [
    ".latency_ms.mean", ".latency_ms.p50", ".latency_ms.p99", ".told_yes_share", ".gave_up_share",
    ".tries_per_request",
  ]

  private static let ofTiers: Set<String> = [
    "offered_per_second", "throughput", "rejected_share", "failed_share", "utilization",
    "queue_length", "wait_ms.mean", "sojourn_ms.p99", "cache.hit_share", "availability",
  ]
}
