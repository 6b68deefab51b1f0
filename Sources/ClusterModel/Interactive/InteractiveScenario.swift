import Quantities
import ScenarioTypes

/// The scenario of an interactive run: the scenario's own populations thinned, and one more for
/// those who come from outside.
struct InteractiveScenario {
  private(set) var scenario: Scenario

  /// The patience of those outside where the scenario says nothing.
  static let defaultTimeout = TimeSpan(nanoseconds: 30_000_000_000)
  /// The name of the population of those outside.
  static let outside = "outside"

  init(_ scenario: Scenario, _ options: InteractiveSimulation.Options) throws(ModelError) {
    self.scenario = scenario
    guard (0...1).contains(options.background) else {
      throw ModelError("a background of \(options.background) is not from 0 to 1")
    }
    if let duration = options.duration { self.scenario.duration = duration }
    if let warmup = options.warmup { self.scenario.warmup = warmup }
    if options.background == 0 {
      self.scenario.populations = []
    } else if options.background < 1 {
      for index in scenario.populations.indices {
        try thin(&self.scenario.populations[index], to: options.background)
      }
    }
    guard options.acceptsRequests else { return }
    for kind in [RequestKind.send, .claim] where scenario.flow.paths[kind] == nil {
      throw ModelError("the scenario's flow has no way for a \(kind.name)")
    }
    self.scenario.populations.append(Self.visitors(of: scenario))
  }

  /// Those outside: the access networks and the patience of the scenario's first senders, one try,
  /// and no sends of their own.
  private static func visitors(of scenario: Scenario) -> Population {
    let model =
      scenario.populations.first {
        if case .packets = $0.source { return true }
        return false
      } ?? scenario.populations.first
    let one = Distribution.constant(1)
    var name = outside
    while scenario.populations.contains(where: { $0.name == name }) { name += "'" }
    return Population(
      name: name,
      source: .packets(
        PacketSource(
          sends: .constant(Rate(perSecond: 0)), process: .deterministic, groupSize: one,
          awake: Ratio(fraction: 0), shares: one, amount: one, fanOut: one, reaction: one,
          secondClick: one)),
      access: model?.access ?? [], timeout: model?.timeout ?? defaultTimeout)
  }

  private func thin(_ population: inout Population, to share: Double) throws(ModelError) {
    switch population.source {
    case .packets(var source):
      source.sends = thinned(source.sends, to: share)
      population.source = .packets(source)
    case .requests(var source):
      guard source.between == nil else {
        throw ModelError(
          "population \(population.name) comes in gaps that are drawn (`between`): a share of it "
            + "is not defined; give 0 or 1")
      }
      source.rate = thinned(source.rate, to: share)
      source.atStart = Int((Double(source.atStart) * share).rounded())
      source.total = source.total.map { max(1, Int((Double($0) * share).rounded())) }
      population.source = .requests(source)
    case .clients(var source):
      source.count = max(1, Int((Double(source.count) * share).rounded()))
      population.source = .clients(source)
    }
  }

  private func thinned(_ curve: RateCurve, to share: Double) -> RateCurve {
    var curve = curve
    for index in curve.points.indices {
      curve.points[index].rate = Rate(perSecond: curve.points[index].rate.perSecond * share)
    }
    curve.words = nil
    return curve
  }
}
