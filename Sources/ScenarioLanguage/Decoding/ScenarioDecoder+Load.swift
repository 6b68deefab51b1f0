import Quantities
import ScenarioTypes

/// An estimate of what the tiers are offered, for a warning before the run.
extension ScenarioDecoder {
  /// What comes to a tier at the peak.
  private struct Load {
    /// Requests per second.
    var rate = 0.0
    /// Nanoseconds of service per second; nil when it is not known.
    var work: Double? = 0
  }

  func checkLoad(flow: Flow, populations: [Population]) {
    var loads = [Load](repeating: Load(), count: tiers.count)
    for population in populations { addLoad(of: population, flow: flow, to: &loads) }
    for (index, tier) in tiers.enumerated() {
      // Where requests leave the queue, or never wait, no queue grows.
      guard !tier.hasUnboundedServers, tier.patience == nil else { continue }
      let load = loads[index].rate
      var mean = tier.service.approximateMean
      if !tier.serviceByKind.isEmpty { mean = loads[index].work.map { $0 / load } }
      guard let mean, mean > 0 else { continue }
      let capacity = Double(tier.nodes) * Double(tier.servers) / mean * 1e9
      let utilization = load / capacity
      guard utilization >= 1, utilization.isFinite else { continue }
      findings.add(
        .unstableTier, at: tierSpans[index],
        "`\(tier.name)` is offered about \(Self.rounded(load)) at the peak, but can serve "
          + "about \(Self.rounded(capacity)) (utilization \(Self.digits(utilization)))",
        label: "its queue grows while that lasts", path: "tiers.\(tier.name)")
    }
  }

  /// What the peak of a population's curve brings to the tiers, as far as that is known.
  ///
  /// Openings are bounded by the shares and by the claimants; retries are left out, and so are
  /// closed loops, which limit themselves, ways with branches, and what caches let through.
  private func addLoad(of population: Population, flow: Flow, to loads: inout [Load]) {
    func add(_ rate: Double, _ kind: RequestKind) {
      guard let path = flow.paths[kind], rate.isFinite, path.branches.isEmpty else { return }
      var rate = rate
      for (step, index) in (path.tiers + path.afterwards).enumerated() {
        if let admission = tiers[index].admission {
          rate = min(rate, admission.rate.perSecond * Double(tiers[index].nodes))
        }
        let copies = step < path.tiers.count ? path.forks[step]?.copies ?? 1 : 1
        let visits = rate * Double(copies)
        loads[index].rate += visits
        let mean = tiers[index].service(of: kind).approximateMean
        loads[index].work = loads[index].work.flatMap { work in mean.map { work + visits * $0 } }
        if case .cache = tiers[index].operation { return }
      }
    }
    switch population.source {
    case .requests(let source):
      if let rate = Self.rate(of: source) { add(rate, source.kind) }
    case .clients: break
    case .packets(let source):
      let sends = source.sends.peak.perSecond
      add(sends, .send)
      guard let size = source.groupSize.approximateMean else { return }
      let claimants = size * source.awake.fraction
      add(sends * claimants, .claim)
      guard let shares = source.shares.approximateMean else { return }
      add(sends * min(shares, claimants), .open)
    }
  }

  /// Requests per second at the peak of the curve, in the mean over periods on and off.
  private static func rate(of source: RequestSource) -> Double? {
    var rate = source.rate.peak.perSecond
    if let between = source.between {
      guard let mean = between.approximateMean, mean > 0 else { return nil }
      rate = 1e9 / mean
    }
    if let batch = source.batch {
      guard let mean = batch.approximateMean else { return nil }
      rate *= max(1, mean)
    }
    if let periods = source.periods {
      guard let on = periods.on.approximateMean, let off = periods.off.approximateMean else {
        return nil
      }
      rate *= on / (on + off)
    }
    return rate
  }

  private static func digits(_ value: Double) -> String {
    let tenths = (value * 100).rounded() / 100
    return tenths.description
  }

  /// A rate with three digits, for messages.
  private static func rounded(_ perSecond: Double) -> String {
    guard perSecond.isFinite, perSecond > 0, perSecond < 1e15 else { return "\(perSecond)/s" }
    var scale = 1.0
    while perSecond / scale >= 1000 { scale *= 10 }
    return Rate(perSecond: (perSecond / scale).rounded() * scale).text
  }
}
