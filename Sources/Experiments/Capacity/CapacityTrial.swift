import ResultTypes

/// A variant at one load with what simulation has shown of it.
struct CapacityTrial: Sendable {
  var variant: CapacityVariant
  var points: [CapacityPoint]
  var judgement: CapacityJudgement

  /// The p99 of claims, or of the first kind, in milliseconds: mean over seeds.
  func p99(of kind: String) -> Double? { mean { Self.figure($0, kind)?.p99 } }

  func p50(of kind: String) -> Double? { mean { Self.figure($0, kind)?.p50 } }

  /// The largest share of any tier refused for want of room.
  var rejected: Double { judgement.points.map(\.rejectedShare).max() ?? 0 }

  /// The largest share of arrivals that stayed in a tier.
  var growth: Double { judgement.points.map(\.growth).max() ?? 0 }

  private func mean(_ figure: (CapacityPoint) -> Double?) -> Double? {
    let values = points.compactMap(figure)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func figure(_ point: CapacityPoint, _ kind: String) -> CapacityPoint.Kind? {
    point.kinds.first { $0.kind == kind }
  }
}
