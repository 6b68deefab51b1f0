import ResultTypes

/// What a comparison says in sentences, the same in every format.
struct ComparisonWords {
  let result: ClusterComparison

  init(_ result: ClusterComparison) { self.result = result }

  /// The variants after the baseline with their place among the comparisons of a metric.
  var challengers: [(place: Int, variant: VariantResult)] {
    result.variants.dropFirst().enumerated().map { (place: $0.offset, variant: $0.element) }
  }

  /// One sentence about a variant, with numbers.
  func sentence(_ place: Int, _ variant: VariantResult) -> (tone: Verdict.Tone, text: String) {
    let head = "\(variant.name) against \(result.baseline): "
    let count = result.metrics.count
    func number(_ verdict: String) -> Int {
      result.metrics.count { $0.comparisons[place].verdict == verdict }
    }
    let (better, worse) = (number("better"), number("worse"))
    let counts = "\(better) of \(count) metrics better, \(worse) worse"
    let rest =
      "\(number("within_noise")) within \(NumberText.percent(result.noise)) of the baseline, "
      + "\(number("no_difference")) without a difference shown"
    let most = largest(place).map { "; most of all \($0)" } ?? ""
    switch variant.outcome {
    case "equal":
      return (
        .good,
        head + "equal; every figure is the same in all \(variant.replications) replications"
      )
    case "better": return (.good, head + "better; \(counts), \(rest)\(most)")
    case "worse": return (.bad, head + "worse; \(counts), \(rest)\(most)")
    case "mixed": return (.warning, head + "mixed; \(counts), \(rest)\(most)")
    default: return (.neutral, head + "no difference shown; \(counts), \(rest)")
    }
  }

  /// The judged metric that changed most for its baseline, with its values.
  private func largest(_ place: Int) -> String? {
    let changed = result.metrics.filter {
      ["better", "worse"].contains($0.comparisons[place].verdict)
    }
    func size(_ metric: MetricComparison) -> Double {
      guard let a = metric.variants[0].value, let b = metric.variants[place + 1].value else {
        return 0
      }
      // From and to nothing is the most.
      return min(abs(a), abs(b)) > 0 ? max(abs(a / b), abs(b / a)) : .infinity
    }
    guard let most = changed.map(size).max(),
      let metric = changed.first(where: { size($0) == most })
    else { return nil }
    return "\(FigureText.name(metric.name)), \(value(metric, 0)) → \(value(metric, place + 1))"
  }

  /// The value of a variant's metric.
  func value(_ metric: MetricComparison, _ variant: Int) -> String {
    FigureText.value(metric.variants[variant].value, unit: metric.unit, name: metric.name)
  }

  /// The difference with its interval.
  func change(_ metric: MetricComparison, _ place: Int) -> String {
    let difference = metric.comparisons[place].difference
    return FigureText.change(
      mean: difference.mean, low: difference.low, high: difference.high,
      baseline: metric.variants[0].value, unit: metric.unit, name: metric.name)
  }

  /// A sign and a word, so that colour is never alone.
  func verdict(_ metric: MetricComparison, _ place: Int) -> String {
    let comparison = metric.comparisons[place]
    switch comparison.verdict {
    case "better": return "✓ better"
    case "worse": return "✗ worse"
    case "within_noise": return "~ within noise"
    case "different": return "! different"
    default:
      if isSame(metric, place) { return "= the same" }
      return comparison.difference.low == nil ? "· not known" : "· no difference"
    }
  }

  /// True when nothing differs in any replication.
  func isSame(_ metric: MetricComparison, _ place: Int) -> Bool {
    let difference = metric.comparisons[place].difference
    return difference.low == 0 && difference.high == 0
  }

  /// How the intervals came about.
  var method: String {
    let pairs =
      result.method == "paired"
      ? "Paired t intervals over \(result.replications) replications under the same random numbers"
      : "Welch's t intervals: not every variant has replications of the same seeds, so there are "
        + "no pairs"
    return pairs + "; Holm's correction keeps the chance of any wrong better or worse below "
      + "\(NumberText.percent(result.familyError)). Noise: "
      + "\(NumberText.percent(result.noise)) of the baseline."
  }

  /// `128 → 6`.
  static func change(_ change: VariantChange) -> String {
    "\(change.baseline ?? "(none)") → \(change.value ?? "(none)")"
  }

  /// The changes of a variant.
  func changes(of variant: VariantResult) -> [VariantChange] {
    result.changes.filter { $0.variant == variant.name }
  }
}
