import SimulationKernel

/// Which combinations of values a sweep runs.
public struct SweepDesign: Hashable, Sendable {
  /// `grid` or `latin hypercube`.
  public let name: String
  /// The value of each parameter at each point, in the order of the parameters.
  public let points: [[String]]

  /// The most points of a sweep.
  public static var mostPoints: Int { 10_000 }

  /// Every combination of values, the last parameter changing fastest; nil when a parameter is a
  /// range without a step, or when there are too many.
  public init?(gridOf parameters: [VariedParameter]) {
    var points: [[String]] = [[]]
    for parameter in parameters {
      guard let values = parameter.gridValues, points.count * values.count <= Self.mostPoints
      else { return nil }
      points = points.flatMap { point in values.map { point + [$0] } }
    }
    name = "grid"
    self.points = points
  }

  /// A Latin hypercube: each parameter's range is cut into as many strata as there are points, and
  /// each stratum is met once (M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21, 1979).
  ///
  /// - Parameter seed: that of the scenario; the same one gives the same points.
  public init(latin count: Int, of parameters: [VariedParameter], seed: UInt64) {
    var columns: [[String]] = []
    for (index, parameter) in parameters.enumerated() {
      var random = SplitMix64(seed: BitMixer.mix(seed ^ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15))
      var order = Array(0..<count)
      for place in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(place, Int(random.next().multipliedFullWidth(by: UInt64(place + 1)).high))
      }
      columns.append(
        order.map { stratum in
          let share = Double(random.next() >> 11) / 9_007_199_254_740_992
          return parameter.value(at: (Double(stratum) + share) / Double(count))
        })
    }
    name = "latin hypercube"
    points = (0..<count).map { point in columns.map { $0[point] } }
  }
}
