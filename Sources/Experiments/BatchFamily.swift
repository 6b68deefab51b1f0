import SimulationStatistics

/// Figures of one run of which all have intervals or none: those of a tier, or of the clients of a
/// kind.
struct BatchFamily {
  /// `tiers.cache`, `requests.claim`; nodes up have a family of their own, as they are timed
  /// without requests.
  let name: String
  /// Why none has an interval; nil when they may.
  private(set) var refusal: String?
  /// The largest correlation of neighbouring parts of any of the figures.
  let correlation: Double
  /// Requests that left the tier, or came to an end; nil for nodes.
  private let requests: Double?

  /// All families, in the order of their first figures.
  static func of(_ figures: [BatchFigure]) -> [BatchFamily] {
    var names: [String] = []
    for figure in figures {
      let name = name(of: figure.name)
      if !names.contains(name) { names.append(name) }
    }
    var families = names.map { name in
      BatchFamily(name, figures.filter { Self.name(of: $0.name) == name })
    }
    // The clients of a kind wait where the tiers are uncertain.
    let refused = families.filter { $0.name.hasPrefix("tiers.") && $0.refusal != nil }
    for place in families.indices where families[place].name.hasPrefix("requests.") {
      let requests = families[place].requests ?? 0
      let tier = refused.first { ($0.requests ?? 0) * 2 >= requests && requests > 0 }
      families[place].refusal = families[place].refusal ?? tier?.refusal
    }
    return families
  }

  /// The family of a figure.
  static func name(of figure: String) -> String {
    let words = figure.split(separator: ".", maxSplits: 2)
    guard words.count == 3 else { return figure }
    let isOfNodes = words[2] == "availability" || words[2].hasPrefix("up.")
    return "\(words[0]).\(words[1])" + (isOfNodes ? " nodes" : "")
  }

  private init(_ name: String, _ figures: [BatchFigure]) {
    self.name = name
    correlation = figures.compactMap(\.correlation).max() ?? 0
    let means = ["sojourn_ms.mean", "wait_ms.mean", "latency_ms.mean"].compactMap { word in
      figures.first { $0.name == "\(name).\(word)" }
    }
    let isOfNodes = name.hasSuffix(" nodes")
    requests = isOfNodes ? nil : means.first?.weight ?? 0
    let seconds = figures.map(\.seconds).min() ?? 0
    if let requests {
      let busy = figures.first { $0.name == "\(name).utilization" }
      refusal = BatchRefusal.ofRequests(requests, utilization: busy, seconds)
    }
    refusal = refusal ?? means.compactMap { BatchRefusal.ofParts($0) }.first
    if refusal == nil, correlation >= BatchEstimation.largestCorrelation {
      refusal = BatchRefusal.ofCorrelation(correlation, seconds)
    }
  }
}
