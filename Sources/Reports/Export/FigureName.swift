import Foundation

/// What the stable name of a figure says: whose it is, and what.
///
/// `tiers.cache.claim.sojourn_ms.p99` belongs to the tier `cache` and is `claim.sojourn_ms.p99`
/// there; the family of such figures over all tiers and kinds is `tier.kind.sojourn_ms.p99`.
struct FigureName: Hashable {
  /// One label of a metric of Prometheus.
  struct Label: Hashable {
    var name: String
    var value: String
  }

  /// The tier; nil for figures of clients, objectives and the like.
  var tier: String?
  /// The name without the tier.
  var metric: String
  /// The words of the family's name.
  var family: [String]
  /// What tells the members of a family apart.
  var labels: [Label]

  init(tier: String?, metric: String, family: [String], labels: [Label]) {
    self.tier = tier
    self.metric = metric
    self.family = family
    self.labels = labels
  }

  private static let kinds = ["send", "claim", "open"]

  /// Reads a name.
  ///
  /// - Parameter tiers: the names of all tiers, which may have dots in them.
  init(_ name: String, tiers: [String]) {
    if let rest = Self.rest(of: name, after: "tiers.") {
      self = Self.ofTier(rest, tiers, prefix: "")
    } else if let rest = Self.rest(of: name, after: "peaks.tiers.") {
      self = Self.ofTier(rest, tiers, prefix: "peaks.")
    } else if let rest = Self.rest(of: name, after: "peaks.requests.") {
      self = Self.ofRequests(rest, name, ["requests", "peak"])
    } else if let rest = Self.rest(of: name, after: "requests.") {
      self = Self.ofRequests(rest, name, ["requests"])
    } else if let rest = Self.rest(of: name, after: "probes.") {
      self = Self.ofProbe(rest, tiers, name)
    } else if let rest = Self.rest(of: name, after: "objectives."),
      let dot = rest.lastIndex(of: ".")
    {
      self.init(
        tier: nil, metric: name, family: ["objective", String(rest[rest.index(after: dot)...])],
        labels: [Label(name: "objective", value: String(rest[..<dot]))])
    } else {
      self.init(tier: nil, metric: name, family: Self.words(name), labels: [])
    }
  }

  /// The name that `init(_:tiers:)` reads as this tier and metric.
  static func name(tier: String?, metric: String) -> String {
    guard let tier else { return metric }
    if let figure = rest(of: metric, after: "peaks.") { return "peaks.tiers.\(tier).\(figure)" }
    if let rest = rest(of: metric, after: "probes."), let end = rest.range(of: "s.") {
      return "probes.\(rest[..<end.lowerBound])s.\(tier).\(rest[end.upperBound...])"
    }
    return "tiers.\(tier).\(metric)"
  }

  private static func rest(of name: String, after prefix: String) -> String? {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: ".").map(String.init)
  }

  /// The tier that `rest` begins with, and what follows.
  private static func split(_ rest: String, _ tiers: [String]) -> (tier: String, rest: String) {
    let known = tiers.filter { rest.hasPrefix($0 + ".") }.max { $0.count < $1.count }
    let tier = known ?? String(rest.prefix { $0 != "." })
    return (tier, String(rest.dropFirst(tier.count + 1)))
  }

  private static func ofTier(_ rest: String, _ tiers: [String], prefix: String) -> FigureName {
    let (tier, figure) = split(rest, tiers)
    var labels = [Label(name: "tier", value: tier)]
    var family = prefix.isEmpty ? ["tier"] : ["tier", "peak"]
    var words = words(figure)
    if words.count > 1, let kind = words.first, kinds.contains(kind) {
      labels.append(Label(name: "kind", value: kind))
      family.append("kind")
      words.removeFirst()
    }
    // Shares of time with 0, 1, 2, … requests or nodes: the number is a label.
    if let last = words.last, words.count > 1, last.allSatisfy(\.isNumber) {
      labels.append(Label(name: "number", value: last))
      words.removeLast()
    }
    return FigureName(
      tier: tier, metric: prefix + figure, family: family + words, labels: labels)
  }

  private static func ofRequests(
    _ rest: String, _ name: String, _ family: [String]
  ) -> FigureName {
    let words = words(rest)
    return FigureName(
      tier: nil, metric: name, family: family + words.dropFirst(),
      labels: [Label(name: "kind", value: words.first ?? "")])
  }

  /// `10s.cache.in_tier`; the instant may have a point in it: `0.5s.cache.in_tier`.
  private static func ofProbe(_ rest: String, _ tiers: [String], _ name: String) -> FigureName {
    guard let end = rest.firstIndex(of: "s"), end < rest.index(before: rest.endIndex) else {
      return FigureName(tier: nil, metric: name, family: words(name), labels: [])
    }
    let instant = String(rest[...end])
    let (tier, figure) = split(String(rest[rest.index(end, offsetBy: 2)...]), tiers)
    return FigureName(
      tier: tier, metric: "probes.\(instant).\(figure)", family: ["probe"] + words(figure),
      labels: [Label(name: "tier", value: tier), Label(name: "at", value: instant)])
  }
}
