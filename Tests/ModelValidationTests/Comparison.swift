import SimulationStatistics

/// How a measured figure is held against an oracle.
struct Comparison {
  let oracle: OracleRow
  /// Quick runs: a wide interval is no failure, and 5 standard errors are allowed.
  let isQuick: Bool

  /// What the comparison needs of each replication.
  func value(_ raw: Double) -> Double {
    switch oracle.mode {
    case "complement", "budget-complement": 1 - raw
    case "iszero": raw == 0 ? 1 : 0
    default: raw
    }
  }

  private var expected: Double {
    oracle.mode.hasSuffix("complement") ? 1 - oracle.expected : oracle.expected
  }

  private var isVariance: Bool { oracle.mode.hasPrefix("variance") }
  /// Too dear at full precision: what was reached is said.
  var isBudgeted: Bool { oracle.mode.contains("budget") || oracle.mode == "exempt" }

  /// True when the figure is known well enough.
  func isPrecise(_ sample: Sample) -> Bool {
    switch oracle.mode {
    case "exact", "zero", "one", "constant": return !sample.values.isEmpty
    case "exempt": return sample.values.count >= 10
    case "field": return halfWidth(sample) <= (oracle.tolerance ?? 0.01) / 4 * abs(expected)
    case "upper", "lower": return halfWidth(sample) <= 0.01 * abs(sample.mean)
    case "limit": return sample.values.count >= 3
    default: return halfWidth(sample) <= (oracle.tolerance ?? 0.01) * abs(expected)
    }
  }

  private func halfWidth(_ sample: Sample) -> Double {
    guard sample.values.count > 1 else { return .infinity }
    return sample.factor * (isVariance ? sample.variance.standardError : sample.standardError)
  }

  func verdict(_ sample: Sample) -> Verdict {
    guard !sample.values.isEmpty else {
      return Verdict(oracle, measured: .nan, status: .fail, reason: "no value")
    }
    let mean = isVariance ? sample.variance.value : sample.mean
    switch oracle.mode {
    case "exact": return fixed(sample.values[0], within: 1e-9)
    case "constant": return fixed(sample.values.max() ?? 0, within: 0)
    case "zero":
      // A median at the very edge of the waits of zero: the lower end of its interval is zero.
      let sorted = sample.values.sorted()
      return fixed(sorted[sorted.count / 6], within: 0)
    case "one": return fixed(1 - (sample.values.max() ?? 0), within: 0)
    case "limit": return fixed(mean, within: oracle.tolerance ?? 0)
    case "field": return fixed(mean, within: (oracle.tolerance ?? 0.01) * expected, sample)
    case "upper", "lower": return bound(sample)
    default: break
    }
    let error = isVariance ? sample.variance.standardError : sample.standardError
    if isBudgeted && error == 0 {
      let measured = oracle.mode.hasSuffix("complement") ? 1 - mean : mean
      return Verdict(
        oracle, measured: measured, status: .exempt,
        reason: "nothing of it was seen; " + budgetWords)
    }
    let z = (mean - expected) / error
    var verdict = Verdict(
      oracle, measured: oracle.mode.hasSuffix("complement") ? 1 - mean : mean,
      halfWidth: halfWidth(sample), z: z, status: .pass)
    if oracle.mode == "exempt" {
      // The standard error estimates a variance that does not exist: near is all that can be said.
      let isNear = abs(mean - expected) <= 0.2 * abs(expected)
      verdict.status = isNear ? .exempt : .fail
      verdict.reason = oracle.note + "; measured \(percent(abs(mean - expected) / expected)) off"
      return verdict
    }
    // Few replications in quick runs: the same chance of an error as 4 standard errors of many.
    if abs(z) > (isQuick ? Quantiles.studentT(0.99997, degrees: degrees(sample)) : 4) {
      verdict.status = .fail
      verdict.reason = "\(z) standard errors from the value"
    } else if isBudgeted && !(oracle.mode != "exempt" && isPrecise(sample)) {
      verdict.status = .exempt
      verdict.reason = budgetWords + "; reached \(percent(halfWidth(sample) / abs(expected)))"
    } else if !isPrecise(sample) && !isQuick {
      verdict.status = .fail
      verdict.reason = "the interval is too wide"
    }
    return verdict
  }

  private func degrees(_ sample: Sample) -> Double { Double(max(sample.values.count - 1, 1)) }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

  private var budgetWords: String {
    "the demanded precision would cost more than 1e9 customers"
  }

  private func fixed(_ measured: Double, within distance: Double, _ sample: Sample? = nil)
    -> Verdict
  {
    let isMet = abs(measured - oracle.expected) <= distance
    return Verdict(
      oracle, measured: measured, halfWidth: sample.map { halfWidth($0) } ?? 0,
      status: isMet ? .pass : .fail,
      reason: isMet ? "" : "off by \(measured - oracle.expected), allowed \(distance)")
  }

  private func bound(_ sample: Sample) -> Verdict {
    let distance = (sample.mean - oracle.expected) / sample.standardError
    let holds = oracle.mode == "upper" ? distance <= 4 : distance >= -4
    return Verdict(
      oracle, measured: sample.mean, halfWidth: halfWidth(sample), z: distance,
      status: holds && (isQuick || isPrecise(sample)) ? .pass : .fail,
      reason: holds ? "" : "beyond the bound")
  }
}
