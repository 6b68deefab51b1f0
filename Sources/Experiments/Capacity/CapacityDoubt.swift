import ResultTypes
import ScenarioTypes
import SimulationKernel

/// Carries what is not known well to the answer: every tier's limit moves with its service time,
/// the load moves all.
struct CapacityDoubt {
  let scenario: Scenario
  let inputs: [UncertainInput]
  /// True when the scenario names no inputs.
  let isAssumed: Bool
  /// By tier: multiple of the scenario's load at which it limits; nil where it does not.
  let limits: [Double?]
  let plan: Double

  /// Combinations that are drawn: the share is known to 2 % or better.
  static var samples: Int { 4000 }

  init(_ scenario: Scenario, limits: [Double?], plan: Double) {
    self.scenario = scenario
    self.limits = limits
    self.plan = plan
    let given = scenario.capacity?.uncertain ?? []
    isAssumed = given.isEmpty
    let services = scenario.tiers.indices.filter { limits[$0] != nil }.map {
      UncertainInput(input: .service(tier: $0), factors: .range(half: 0.2))
    }
    inputs =
      given.isEmpty
      ? [UncertainInput(input: .load, factors: .range(half: 0.2))] + services : given
  }

  /// Largest load / load asked for, when the inputs have these multiples.
  func ratio(_ factors: [Double]) -> Double? {
    var load = plan
    var service = [Double](repeating: 1, count: limits.count)
    for (input, factor) in zip(inputs, factors) {
      switch input.input {
      case .load: load *= factor
      case .service(let tier): service[tier] *= factor
      }
    }
    let least = limits.indices.compactMap { tier in limits[tier].map { $0 / service[tier] } }.min()
    return least.map { $0 / load }
  }

  /// Each input alone at its ends, the one that matters most first.
  var sensitivity: [CapacitySensitivity] {
    let calm = inputs.map { _ in 1.0 }
    let all = inputs.indices.compactMap { index -> CapacitySensitivity? in
      var (low, high) = (calm, calm)
      low[index] = inputs[index].low
      high[index] = inputs[index].high
      guard let atLow = ratio(low), let atHigh = ratio(high) else { return nil }
      return CapacitySensitivity(
        input: name(inputs[index]), low: inputs[index].low, high: inputs[index].high,
        ratioAtLow: atLow, ratioAtHigh: atHigh, swing: abs(atHigh - atLow), assumed: isAssumed)
    }
    return all.enumerated().sorted {
      ($1.element.swing, $0.offset) < ($0.element.swing, $1.offset)
    }.map(\.element)
  }

  func name(_ input: UncertainInput) -> String {
    switch input.input {
    case .load: "load"
    case .service(let tier): "tiers.\(scenario.tiers[tier].name).service"
    }
  }

  /// The share of combinations in which the plan is held: a Latin hypercube (M. D. McKay, R. J.
  /// Beckman, W. J. Conover, Technometrics 21, 1979), its random numbers those of `seed`.
  func probability(seed: UInt64) -> Double {
    let columns = inputs.indices.map { column(inputs[$0], number: $0, seed: seed) }
    // Without any limit the plan is held.
    let held = (0..<Self.samples).filter { row in ratio(columns.map { $0[row] }) ?? 1 >= 1 }
    return Double(held.count) / Double(Self.samples)
  }

  /// The largest load that 95 of 100 of the same combinations hold, the load's own range left out;
  /// nil without another range, or without a limit.
  func largestLoad(seed: UInt64) -> Double? {
    guard inputs.contains(where: { $0.input != .load }) else { return nil }
    let columns = inputs.indices.map { index in
      inputs[index].input == .load
        ? [Double](repeating: 1, count: Self.samples)
        : column(inputs[index], number: index, seed: seed)
    }
    let loads = (0..<Self.samples).compactMap { row in
      ratio(columns.map { $0[row] }).map { $0 * plan }
    }.sorted()
    return loads.isEmpty ? nil : loads[loads.count / 20]
  }

  /// One input's values, one from each of equal parts of its range, in random order.
  private func column(_ input: UncertainInput, number: Int, seed: UInt64) -> [Double] {
    let count = Self.samples
    var word = BitMixer.mix(seed ^ UInt64(number + 1) &* BitMixer.goldenGamma)
    func next() -> UInt64 {
      word &+= BitMixer.goldenGamma
      return BitMixer.mix(word)
    }
    var values = (0..<count).map { part -> Double in
      let inside = Double(next() >> 11) * 0x1p-53
      return input.value((Double(part) + inside) / Double(count))
    }
    for place in stride(from: count - 1, to: 0, by: -1) {
      values.swapAt(place, Int(next() % UInt64(place + 1)))
    }
    return values
  }

  /// Combinations at the ends of the ranges that deserve a simulation: all inputs at their high
  /// ends, and each value of the load, where the answer is not plain.
  var corners: [[Double]] {
    var list = [inputs.map(\.high)]
    for (index, input) in inputs.enumerated() where input.input == .load {
      let loads: [Double]
      switch input.factors {
      case .values(let values): loads = values
      case .range: loads = [input.high]
      }
      for load in loads where load != 1 {
        var corner = inputs.map { _ in 1.0 }
        corner[index] = load
        list.append(corner)
      }
    }
    let worthwhile = list.filter { corner in ratio(corner).map { (0.85...1.5).contains($0) } ?? true
    }
    return Array(worthwhile.prefix(3))
  }
}

extension UncertainInput {
  /// The multiple at a probability.
  func value(_ probability: Double) -> Double {
    switch factors {
    case .values(let values): values[min(Int(probability * Double(values.count)), values.count - 1)]
    case .range(let half): 1 - half + 2 * half * probability
    }
  }
}
