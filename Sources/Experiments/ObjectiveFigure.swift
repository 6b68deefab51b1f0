/// Which figure an objective is about, as far as it is a mean or a share over requests.
enum ObjectiveFigure {
  /// Names of that figure, the closest first: a tier that one kind alone passes has its figures
  /// under its own name. Empty for quantiles, rates and time averages.
  static func ratios(_ expression: String) -> [String] {
    guard let open = expression.firstIndex(of: "("), let close = expression.firstIndex(of: ")"),
      open < close
    else { return [] }
    let word = expression[..<open].filter { $0 != " " }
    let subject = expression[expression.index(after: open)..<close].split(separator: " ")
    guard let first = subject.first, let last = subject.last else { return [] }
    switch word {
    case "errors": return ["requests.\(first).gave_up_share"]
    case "mean" where subject.count == 1:
      return ["requests.\(first).latency_ms.mean", "tiers.\(first).sojourn_ms.mean"]
    case "mean": return ofTier(first, last, "sojourn_ms.mean")
    case "rejected": return ofTier(first, last, "rejected_share")
    case "failed": return ofTier(first, last, "failed_share")
    default: return []
    }
  }

  private static func ofTier(
    _ kind: Substring, _ tier: Substring, _ figure: String
  ) -> [String] {
    ["tiers.\(tier).\(kind).\(figure)", "tiers.\(tier).\(figure)"]
  }
}
