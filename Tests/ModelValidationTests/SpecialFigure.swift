import Foundation
import ResultTypes
import ScenarioTypes

/// Figures that are no arithmetic over metrics: a wave through probes, the recovery of a cluster.
enum SpecialFigure {
  /// The verdicts of a point whose oracles are special; nil when they are not.
  static func verdicts(
    _ point: ScenarioPoint, _ loaded: LoadedScenario, isQuick: Bool
  ) throws -> [Verdict]? {
    switch point.oracles[0].mode {
    case "harmonic": return try wave(point, loaded, isQuick: isQuick)
    case "recovery": return try point.oracles.map { try recovery($0, loaded, isQuick: isQuick) }
    case "threshold": return nil
    default: return nil
    }
  }

  // MARK: Waves

  /// Mean level, amplitude, lag and peak of the number in the tier, by projection of the probes on
  /// the sine and cosine of the rate.
  private static func wave(
    _ point: ScenarioPoint, _ loaded: LoadedScenario, isQuick: Bool
  ) throws -> [Verdict] {
    let omega = Double(point.oracles[0].figure.split(separator: " ")[1]) ?? 1
    var levels = Sample()
    var sines = Sample()
    var cosines = Sample()
    for number in 0..<(isQuick ? 20 : 400) {
      let probes = try ScenarioPoint.run(loaded, replication: number).probes
      let count = Double(probes.count)
      levels.values.append(probes.reduce(0) { $0 + Double($1.inTier[0]) } / count)
      sines.values.append(
        probes.reduce(0) { $0 + Double($1.inTier[0]) * sin(omega * $1.seconds) } * 2 / count)
      cosines.values.append(
        probes.reduce(0) { $0 + Double($1.inTier[0]) * cos(omega * $1.seconds) } * 2 / count)
    }
    let amplitude = (sines.mean * sines.mean + cosines.mean * cosines.mean).squareRoot()
    // N = level + A sin(w (t - lag)): the sine part is A cos(w lag), the cosine part -A sin(w lag).
    let lag = atan2(-cosines.mean, sines.mean) / omega
    let error = max(sines.standardError, cosines.standardError)
    return point.oracles.map { oracle in
      let (value, standardError): (Double, Double)
      switch oracle.metric {
      case "mean_level": (value, standardError) = (levels.mean, levels.standardError)
      case "amplitude": (value, standardError) = (amplitude, error)
      case "time_lag_of_peak": (value, standardError) = (lag, error / amplitude / omega)
      default:
        value = levels.mean + amplitude
        let square = levels.standardError * levels.standardError + error * error
        standardError = square.squareRoot()
      }
      let z = (value - oracle.expected) / standardError
      let half = 1.96 * standardError
      let isPrecise = isQuick || half <= 0.01 * abs(oracle.expected)
      return Verdict(
        oracle, measured: value, halfWidth: half, z: z,
        status: abs(z) <= 4 && isPrecise ? .pass : .fail)
    }
  }

  // MARK: Recovery

  /// Seconds from the end of the trigger (15 s) until at least 90 % of the base load is served in
  /// time again, mean over seeds; nil where that never comes.
  static func recoveryTime(_ result: RunResult, load: Double) -> Double? {
    let yes = result.series.requests["claim"]?.toldYes ?? []
    let length = result.series.intervalSeconds
    let first = Int((15 / length).rounded())
    // Good again: three seconds in a row, since counts of one second are noisy.
    let window = max(Int((3 / length).rounded()), 1)
    guard yes.count > first + window else { return nil }
    for start in first...(yes.count - window) {
      let served = yes[start..<start + window].reduce(0, +)
      if Double(served) >= 0.8 * load * Double(window) * length {
        return Double(start) * length - 15
      }
    }
    return nil
  }

  private static func recovery(
    _ oracle: OracleRow, _ loaded: LoadedScenario, isQuick: Bool
  ) throws -> Verdict {
    let load = Double(oracle.figure) ?? 0
    var times = Sample()
    for number in 0..<(isQuick ? 6 : 40) {
      guard let time = recoveryTime(try ScenarioPoint.run(loaded, replication: number), load: load)
      else {
        return Verdict(oracle, measured: .infinity, status: .fail, reason: "did not recover")
      }
      times.values.append(time)
    }
    let distance = abs(times.mean - oracle.expected) / oracle.expected
    return Verdict(
      oracle, measured: times.mean, halfWidth: times.factor * times.standardError,
      z: (times.mean - oracle.expected) / times.standardError,
      status: distance <= (oracle.tolerance ?? 0.1) ? .pass : .fail,
      reason: "fluid limit, allowed 10 %")
  }

  /// The load that is still recovered from lies between 95 % and 105 % of the value: below it every
  /// seed recovers, above it none.
  static func threshold(_ oracle: OracleRow, isQuick: Bool) throws -> Verdict {
    let below = try ScenarioPoint.load(oracle.scenario + "_below")
    let above = try ScenarioPoint.load(oracle.scenario + "_above")
    let seeds = isQuick ? 2 : 12
    var recovered = (below: 0, above: 0)
    for number in 0..<seeds {
      let low = try ScenarioPoint.run(below, replication: number)
      if recoveryTime(low, load: oracle.expected * 0.95) != nil { recovered.below += 1 }
      let high = try ScenarioPoint.run(above, replication: number)
      if recoveryTime(high, load: oracle.expected * 1.05) != nil { recovered.above += 1 }
    }
    let isMet = recovered.below == seeds && recovered.above == 0
    return Verdict(
      oracle, measured: oracle.expected, halfWidth: 0.05 * oracle.expected,
      status: isMet ? .pass : .fail,
      reason: "bracketed: \(recovered.below) of \(seeds) recover at 95 %, "
        + "\(recovered.above) at 105 %")
  }
}
