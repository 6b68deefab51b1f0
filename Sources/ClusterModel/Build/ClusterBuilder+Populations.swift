import Quantities
import ScenarioTypes
import SimulationKernel

extension ClusterBuilder {
  func buildPopulations(_ tables: inout SamplerTables) -> UnsafeMutablePointer<PopulationState> {
    let states = UnsafeMutablePointer<PopulationState>.allocate(
      capacity: max(1, scenario.populations.count))
    for (index, population) in scenario.populations.enumerated() {
      (states + index).initialize(to: state(population, &tables))
    }
    return states
  }

  /// The key of a population comes from its name, so that another population beside it changes
  /// nothing.
  private func key(_ population: Population) -> UInt64 {
    var key = BitMixer.mix(scenario.seed &+ 0x9E37_79B9_7F4A_7C15)
    for byte in population.name.utf8 { key = BitMixer.mix(key ^ UInt64(byte)) }
    return key
  }

  private func state(_ population: Population, _ tables: inout SamplerTables) -> PopulationState {
    let key = key(population)
    let none = Sampler.constant(0)
    var state = PopulationState(
      key: key, source: arrivals(population, key, &tables), sendsPackets: false, kind: .claim,
      atStart: 0, clients: 0, think: none,
      keyCount: population.keys.count, keys: keys(population.keys, &tables),
      groupSize: none, awake: Chance(0), shares: none, amount: none, fanOut: none, reaction: none,
      secondClick: none, access: access(population), accessCount: population.access.count,
      timeout: population.timeout.map { min($0.nanoseconds, ClusterBuilder.longestSpan) } ?? -1,
      tries: population.tries.total,
      backoff: min(population.tries.backoff.nanoseconds, ClusterBuilder.longestSpan),
      doubles: population.tries.doubles,
      hasJitter: population.tries.fullJitter,
      wait: population.tries.wait?.sampler(in: &tables) ?? none,
      hasWait: population.tries.wait != nil,
      budget: population.tries.budget.map {
        Int64(($0.fraction * Double(PopulationState.token)).rounded())
      } ?? -1)
    switch population.source {
    case .requests(let source):
      state.kind = source.kind
      state.atStart = source.atStart
    case .clients(let source):
      state.kind = source.kind
      state.clients = source.count
      state.think = source.think.sampler(in: &tables)
    case .packets(let source):
      state.sendsPackets = true
      state.kind = .send
      state.groupSize = source.groupSize.sampler(in: &tables)
      state.awake = Chance(source.awake.fraction)
      state.shares = source.shares.sampler(in: &tables)
      state.amount = source.amount.sampler(in: &tables)
      state.fanOut = source.fanOut.sampler(in: &tables)
      state.reaction = source.reaction.sampler(in: &tables)
      state.secondClick = source.secondClick.sampler(in: &tables)
    }
    return state
  }

  private func arrivals(
    _ population: Population, _ key: UInt64, _ tables: inout SamplerTables
  ) -> ArrivalSource {
    switch population.source {
    case .packets(let source):
      return ArrivalSource(
        curve: ArrivalCurve(source.sends), isPoisson: source.process == .poisson, key: key)
    case .clients:
      return ArrivalSource(
        curve: ArrivalCurve(.constant(Rate(perSecond: 0))), isPoisson: true, key: key)
    case .requests(let source):
      var arrivals = ArrivalSource(
        curve: ArrivalCurve(source.rate), isPoisson: source.process == .poisson, key: key)
      if let between = source.between {
        arrivals.isRenewal = true
        arrivals.gap = between.sampler(in: &tables)
      }
      if let first = source.first { arrivals.first = first.nanoseconds }
      if let batch = source.batch {
        arrivals.hasBatches = true
        arrivals.batch = batch.sampler(in: &tables)
      }
      if let periods = source.periods {
        arrivals.beginPeriods(
          on: periods.on.sampler(in: &tables), off: periods.off.sampler(in: &tables))
      }
      if let total = source.total { arrivals.remaining = total - source.atStart }
      return arrivals
    }
  }

  private func keys(_ space: KeySpace, _ tables: inout SamplerTables) -> Sampler {
    if space.count == 1 { return .constant(1) }
    return .zipf(exponent: space.exponent, count: space.count, in: &tables)
  }

  private func access(
    _ population: Population
  ) -> UnsafeMutablePointer<PopulationState.AccessBound> {
    let bounds = UnsafeMutablePointer<PopulationState.AccessBound>.allocate(
      capacity: max(1, population.access.count))
    var upTo = 0.0
    for (index, share) in population.access.enumerated() {
      upTo += share.share.fraction
      (bounds + index).initialize(
        to: PopulationState.AccessBound(upTo: upTo, network: share.network))
    }
    return bounds
  }
}
