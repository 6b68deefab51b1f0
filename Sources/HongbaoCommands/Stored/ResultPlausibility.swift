import ResultTypes

/// Whether numbers of a result that was read can be those of a run. A fingerprint is no signature:
/// who makes up a result can give it one, and formats add such numbers up.
enum ResultPlausibility {
  /// More than any run counts, and few enough that sums of thousands of them fit 64 bits.
  private static let most: UInt64 = 1 << 50
  /// Three hundred years, in seconds, which is as far as simulated time goes.
  private static let longest = 1e10
  private static let mostIntervals = 10_000_000

  /// What cannot be, for the end of a sentence; nil when nothing was found.
  static func objection(to result: RunResult) -> String? {
    let seconds = result.simulatedSeconds
    guard (0...longest).contains(seconds), (0...longest).contains(result.warmupSeconds) else {
      return "`simulated_seconds` or `warmup_seconds` is no time of a run"
    }
    let series = result.series
    guard (0...mostIntervals).contains(series.intervals),
      series.intervalSeconds == 0 || (1e-6...longest).contains(series.intervalSeconds)
    else { return "`series` has intervals that no run has" }
    for tier in result.tiers {
      guard tier.nodes > 0, counts(of: tier).allSatisfy({ $0 <= most }) else {
        return "tier `\(tier.name)` has counts that no run has"
      }
    }
    for (kind, request) in result.requests.sorted(by: { $0.key < $1.key }) {
      guard counts(of: request).allSatisfy({ $0 <= most }) else {
        return "requests of kind `\(kind)` have counts that no run has"
      }
    }
    let lost = result.funnel.flatMap { [$0.in, $0.out] + $0.lost.values }
    guard lost.allSatisfy({ $0 <= most }) else { return "`funnel` has counts that no run has" }
    let all = series.tiers.flatMap(counts) + series.requests.values.flatMap(counts)
    guard all.allSatisfy({ $0.allSatisfy { $0 <= most } }) else {
      return "`series` has counts that no run has"
    }
    return nil
  }

  private static func counts(of tier: TierResult) -> [UInt64] {
    var counts =
      [tier.offered, tier.served, tier.inFlightAtEnd, tier.operations]
      + tier.rejected.values + tier.failed.values
    for kind in tier.kinds.values {
      counts += [kind.offered, kind.served, kind.inFlightAtEnd, kind.retries]
      counts += Array(kind.rejected.values) + kind.failed.values
    }
    if let cache = tier.cache { counts += [cache.hits, cache.fetches, cache.joins] }
    return counts
  }

  private static func counts(of request: RequestResult) -> [UInt64] {
    [
      request.firstTries, request.retries, request.toldYes, request.toldYesAtFirstTry,
      request.toldNo, request.gaveUp, request.stillTryingAtEnd, request.usersWhoSawAnError,
    ] + request.noes.values
  }

  private static func counts(_ series: TierSeries) -> [[UInt64]] {
    [series.offered, series.served] + series.rejected.values + series.failed.values
  }

  private static func counts(_ series: RequestSeries) -> [[UInt64]] {
    [series.firstTries, series.retries, series.toldYes, series.toldNo, series.gaveUp]
  }
}
