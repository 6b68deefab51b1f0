import Quantities
import ScenarioTypes
import SimulationKernel

/// The faults of a scenario laid out by tier and node, and by pair of places.
struct FaultPlan {
  /// By tier and node.
  private(set) var outages: [[[FaultSchedule.Window]]]
  private(set) var slowness: [[[FaultSchedule.Window]]]
  private(set) var errors: [[[FaultSchedule.Window]]]

  /// A disturbance and the two ends that it concerns, both ways.
  struct LinkFault {
    var first: PlacePattern
    var second: PlacePattern
    var disturbance: NetworkFabric.Disturbance

    /// True when messages from `a` to `b` are disturbed.
    func concerns(_ a: Place, _ b: Place) -> Bool {
      (first.matches(a) && second.matches(b)) || (first.matches(b) && second.matches(a))
    }
  }

  private(set) var links: [LinkFault] = []

  init(_ scenario: Scenario) {
    let empty = scenario.tiers.map {
      [[FaultSchedule.Window]](repeating: [], count: $0.nodes)
    }
    outages = empty
    slowness = empty
    errors = empty
    for fault in scenario.faults { add(fault, scenario) }
    for tier in outages.indices {
      for node in outages[tier].indices { outages[tier][node] = Self.merged(outages[tier][node]) }
    }
  }

  private mutating func add(_ fault: Fault, _ scenario: Scenario) {
    let start = fault.at.nanoseconds
    let (stop, overflow) = start.addingReportingOverflow(fault.lasts?.nanoseconds ?? .max)
    let end = overflow ? .max : stop
    var window = FaultSchedule.Window(start: start, end: end, value: 1)
    switch fault.kind {
    case .crash(let selection):
      for node in selection.nodes { outages[selection.tier][node].append(window) }
    case .placeLost(let pattern):
      for (tier, specification) in scenario.tiers.enumerated() {
        for node in 0..<specification.nodes
        where pattern.matches(specification.places[node % specification.places.count]) {
          outages[tier][node].append(window)
        }
      }
    case .slow(let selection, let factor):
      window.value = factor
      for node in selection.nodes { slowness[selection.tier][node].append(window) }
    case .errors(let selection, let probability):
      window.value = probability.fraction
      for node in selection.nodes { errors[selection.tier][node].append(window) }
    case .latency(let first, let second, let added, let jitter):
      links.append(
        LinkFault(
          first: first, second: second,
          disturbance: NetworkFabric.Disturbance(
            start: start, end: end, added: added.nanoseconds, jitter: jitter.nanoseconds, loss: 0)))
    case .loss(let first, let second, let probability):
      links.append(
        LinkFault(
          first: first, second: second,
          disturbance: NetworkFabric.Disturbance(
            start: start, end: end, added: 0, jitter: 0, loss: probability.fraction)))
    }
  }

  /// Windows in order, overlapping or touching ones as one.
  static func merged(_ windows: [FaultSchedule.Window]) -> [FaultSchedule.Window] {
    var result: [FaultSchedule.Window] = []
    for window in windows.sorted(by: { $0.start < $1.start }) {
      if let last = result.last, window.start <= last.end {
        result[result.count - 1].end = max(last.end, window.end)
      } else {
        result.append(window)
      }
    }
    return result
  }

  /// The schedule of one tier.
  func schedule(ofTier tier: Int) -> FaultSchedule {
    FaultSchedule(
      outages: FaultSchedule.Table(outages[tier]), slowness: FaultSchedule.Table(slowness[tier]),
      errors: FaultSchedule.Table(errors[tier]))
  }
}
