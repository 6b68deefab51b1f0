/// Whether one condition holds at a variant, and how far it is from its limit.
struct CapacityFinding: Sendable {
  /// The words of the objective, or `keeps up(settlement)`.
  var condition: String
  /// Mean over seeds; nil when there was nothing to measure.
  var value: Double?
  /// The end of the one-sided 95 % interval towards the limit; nil below three seeds.
  var bound: Double?
  /// The value of the seed that is worst.
  var worst: Double?
  /// The limit, rates in proportion to the load.
  var limit: Double
  /// `ms`, `1/s` or `1`.
  var unit: String
  var holds: Bool
  /// Whether the mean is on the right side of the limit, however little that says.
  var meanHolds: Bool
  /// Shown to fail, not only not shown to hold: even the far end of the one-sided 95 % interval is
  /// beyond the limit, or every seed is, and their mean by half of it.
  var isRefuted = false
  /// The tier that it is about, if it is about one.
  var tier: Int?
}

/// What the points of one variant say.
struct CapacityJudgement: Sendable {
  var points: [CapacityPointMean]
  var findings: [CapacityFinding]
  /// Every seed and every interval holds.
  var holds: Bool
  var seeds: Int
  /// The tier that what failed points to.
  var tier: Int?

  var failed: [CapacityFinding] { findings.filter { !$0.holds } }

  /// Every condition holds in the mean, be it shown or not.
  var holdsInTheMean: Bool { findings.allSatisfy(\.meanHolds) }

  /// What fails does so by a twentieth of its limit at most: too little to trust one look, since a
  /// 95 % interval misses once in twenty.
  var failsClosely: Bool {
    failed.allSatisfy { finding in
      finding.value.map { abs($0 - finding.limit) <= 0.05 * abs(finding.limit) } ?? false
    }
  }

  /// It does not hold, and one of its conditions was shown to fail.
  var isRefuted: Bool { findings.contains { $0.isRefuted } }
}

/// Means over the seeds of a tier.
struct CapacityPointMean: Sendable {
  var utilization: Double
  var offeredPerSecond: Double
  var growth: Double
  var rejectedShare: Double
  var meanWait: Double?
}
