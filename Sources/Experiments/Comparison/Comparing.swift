import ResultTypes

/// Compares variants with a baseline: differences, their correction for many metrics, verdicts.
public struct Comparing: Sendable {
  /// What is asked.
  public struct Wish: Sendable {
    /// The metrics to compare; empty: the key metrics.
    public var metrics: [String]
    /// All that the variants have.
    public var takesAll: Bool
    /// Differences within this share of the baseline's value do not matter.
    public var noise: Double

    public init(metrics: [String] = [], takesAll: Bool = false, noise: Double = 0.01) {
      self.metrics = metrics
      self.takesAll = takesAll
      self.noise = noise
    }
  }

  /// A variant with its name.
  public struct Variant: Sendable {
    public var name: String
    public var figures: VariantFigures

    public init(name: String, figures: VariantFigures) {
      self.name = name
      self.figures = figures
    }
  }

  /// The chance of any wrong better or worse, at most.
  public static var familyError: Double { 0.05 }

  let wish: Wish
  /// The baseline first.
  let variants: [Variant]

  /// - Parameter variants: at least two, the baseline first.
  public init(_ variants: [Variant], _ wish: Wish) {
    precondition(variants.count > 1, "\(variants.count) variants")
    self.wish = wish
    self.variants = variants
  }

  private var baseline: Variant { variants[0] }

  /// True when a variant can be compared with the baseline replication by replication.
  private func isPaired(_ variant: Variant) -> Bool {
    variant.figures.seed == baseline.figures.seed
      && variant.figures.metrics.contains { !$0.values.isEmpty }
      && baseline.figures.metrics.contains { !$0.values.isEmpty }
      && min(variant.figures.replications, baseline.figures.replications) > 1
  }

  /// Metrics of the wish that no variant has.
  public var unknownMetrics: [String] {
    wish.metrics.filter { name in !variants.contains { $0.figures.metric(name) != nil } }
  }

  /// Everything but the changes of the files and the warnings about them.
  ///
  /// - Parameter changes: what the variants' files say otherwise, for the result.
  public func result(
    tool: ToolIdentity, changes: [VariantChange], precision: PrecisionResult? = nil,
    warnings: [String] = []
  ) -> ClusterComparison {
    let rows = self.rows
    let judged = rows.filter { $0.direction != nil }
    let seeds = Set(variants.map(\.figures.seed))
    let challengers = variants.dropFirst()
    let outcomes = challengers.enumerated().map { outcome(of: $0.offset, $0.element, judged) }
    return ClusterComparison(
      tool: tool, seed: seeds.count == 1 ? seeds.first : nil,
      simulatedSeconds: baseline.figures.simulatedSeconds,
      warmupSeconds: baseline.figures.warmupSeconds,
      replications: variants.map(\.figures.replications).max() ?? 1,
      method: challengers.allSatisfy(isPaired) ? "paired" : "welch",
      familyError: Self.familyError, noise: wish.noise, baseline: baseline.name,
      variants: zip(variants, ["baseline"] + outcomes).map { variant, outcome in
        VariantResult(
          name: variant.name, file: variant.figures.file, scenario: variant.figures.scenario,
          digest: variant.figures.digest, replications: variant.figures.replications,
          outcome: outcome)
      },
      changes: changes, precision: precision, metrics: judged,
      context: rows.filter { $0.direction == nil }, bands: bands,
      intervalSeconds: baseline.figures.intervalSeconds, warnings: warnings)
  }

  // MARK: Rows

  /// The names that are compared, in the order of the baseline, then of the others.
  var names: [String] {
    var all: [String] = []
    var seen: Set<String> = []
    for variant in variants {
      for name in variant.figures.names where seen.insert(name).inserted { all.append(name) }
    }
    if !wish.metrics.isEmpty { return wish.metrics.filter(seen.contains) }
    return wish.takesAll ? all : KeyMetrics.chosen(from: all)
  }

  /// All metrics that are compared, with verdicts.
  private var rows: [MetricComparison] {
    let names = names
    let table = names.map { name in
      variants.dropFirst().map { variant in difference(name, variant) }
    }
    // One family: every metric of every variant. What is identical cannot be rejected, and a metric
    // without an interval is not tested.
    let tested = names.indices.flatMap { row in
      table[row].indices.compactMap { column -> (row: Int, column: Int, p: Double)? in
        guard let difference = table[row][column], !difference.isIdentical,
          let p = difference.pValue
        else { return nil }
        return (row, column, p)
      }
    }
    let levels = HolmSteps.levels(tested.map(\.p), error: Self.familyError)
    var confidences = table.map { $0.map { _ in 1 - Self.familyError } }
    for (test, level) in zip(tested, levels) { confidences[test.row][test.column] = 1 - level }
    return names.indices.map { row in
      comparison(names[row], table[row], confidences[row])
    }
  }

  private func difference(_ name: String, _ variant: Variant) -> MetricDifference? {
    guard let a = baseline.figures.metric(name), let b = variant.figures.metric(name) else {
      return nil
    }
    return MetricDifference(from: a, to: b, arePaired: isPaired(variant))
  }

  private func comparison(
    _ name: String, _ differences: [MetricDifference?], _ confidences: [Double]
  ) -> MetricComparison {
    let direction = MetricDirection(of: name)
    let own = variants.map { $0.figures.metric(name)?.own }
    let comparisons = differences.indices.map { column in
      judged(
        differences[column], confidence: confidences[column], direction,
        baseline: own[0]?.mean, name: variants[column + 1].name)
    }
    return MetricComparison(
      name: name, unit: own.lazy.compactMap { $0?.unit }.first ?? "",
      direction: direction?.rawValue,
      variants: zip(variants, own).map { variant, estimate in
        MetricOfVariant(
          name: variant.name, value: estimate?.mean, low: estimate?.low, high: estimate?.high,
          values: variant.figures.metric(name)?.values ?? [])
      },
      difference: comparisons.first?.difference ?? DifferenceInterval(),
      verdict: comparisons.first?.verdict ?? "no_difference", comparisons: comparisons)
  }

  private func judged(
    _ difference: MetricDifference?, confidence: Double, _ direction: MetricDirection?,
    baseline: Double?, name: String
  ) -> VariantComparison {
    guard let difference else {
      return VariantComparison(
        variant: name, difference: DifferenceInterval(), verdict: "no_difference",
        confidence: confidence, pValue: nil, pairs: 0, correlation: nil,
        note: "only one of the two has this figure")
    }
    var interval = DifferenceInterval(mean: difference.mean)
    if let mean = difference.mean, let half = difference.halfWidth(confidence: confidence) {
      interval.low = mean - half
      interval.high = mean + half
    }
    return VariantComparison(
      variant: name, difference: interval,
      verdict: DifferenceVerdict.of(
        interval, baseline: baseline, noise: wish.noise, direction: direction
      ).rawValue,
      confidence: confidence, pValue: difference.isIdentical ? nil : difference.pValue,
      pairs: difference.pairs, correlation: difference.correlation, note: difference.note)
  }

  // MARK: Variants

  /// What the metrics of one variant say together.
  private func outcome(
    of column: Int, _ variant: Variant, _ judged: [MetricComparison]
  ) -> String {
    if isEqual(variant) { return "equal" }
    let verdicts = Set(judged.map { $0.comparisons[column].verdict })
    switch (verdicts.contains("better"), verdicts.contains("worse")) {
    case (true, true): return "mixed"
    case (true, false): return "better"
    case (false, true): return "worse"
    case (false, false): return "no_difference"
    }
  }

  /// Every figure, shown or not, is the same in every replication; so is every interval.
  private func isEqual(_ variant: Variant) -> Bool {
    let (a, b) = (baseline.figures, variant.figures)
    return isPaired(variant) && a.replications == b.replications && a.metrics == b.metrics
      && a.bands == b.bands
  }

  private var bands: [DifferenceBand] {
    variants.dropFirst().filter(isPaired).flatMap { variant in
      DifferenceBands.of(baseline.figures, variant.figures, name: variant.name)
    }
  }
}
