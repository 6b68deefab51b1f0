import Glibc

/// Why figures of one run have no interval, and how long a run they need.
enum BatchRefusal {
  /// Requests that a figure needs, fifty a batch: work counts when it begins, so that the parts of
  /// a shorter run look independent however they hang together.
  private static var leastRequests: Double { 1000 }
  /// Requests that a tier with the free share f needs, times f²: the relaxation of a queue takes
  /// some 4 / f² requests (M/M/1: 1/(1 - √ρ)² services), and runs of 100 of those may have
  /// intervals.
  private static var requestsByFreeShare: Double { 400 }
  /// From here on the need does not grow: full closed and lossy systems relax fast, and others are
  /// told by their correlation.
  private static var largestUtilization: Double { 0.95 }

  /// Too few requests; the utilisation is taken at its upper end, so that no run passes that was
  /// idle by luck.
  static func ofRequests(
    _ requests: Double, utilization: BatchFigure?, _ seconds: Double
  ) -> String? {
    let upper = utilization?.interval(correlation: 0)?.high ?? utilization?.mean ?? 0
    let free = 1 - min(upper, largestUtilization)
    return tooFew(requests, max(leastRequests, requestsByFreeShare / (free * free)), seconds)
  }

  /// A part has no value.
  static func ofParts(_ figure: BatchFigure) -> String? {
    figure.parts == nil
      ? "too few values for an interval: a part of the run has none; it needs a longer run, or "
        + "--replications" : nil
  }

  /// Batches of that correlation of their parts are too short.
  static func ofCorrelation(_ correlation: Double, _ seconds: Double) -> String {
    let least = Relaxation.length(correlation: BatchEstimation.largestCorrelation)
    let needed = max(1.5 * least / Relaxation.length(correlation: correlation), 1.5) * seconds
    return "too short for an interval: the batches are correlated; it needs some "
      + "\(rounded(needed)) s after the warm-up, or --replications"
  }

  /// What one figure alone lacks.
  static func of(_ figure: BatchFigure) -> String? {
    if figure.isCounted, let note = tooFew(figure.weight, leastRequests, figure.seconds) {
      return note
    }
    if let note = ofParts(figure) { return note }
    if let parts = figure.parts, !parts.contains(where: { $0 != parts[0] }) {
      return "the same in every batch"
    }
    return figure.isRare
      ? "too few events for an interval: most batches have none; it needs a longer run, or "
        + "--replications" : nil
  }

  private static func tooFew(
    _ requests: Double, _ needed: Double, _ seconds: Double
  ) -> String? {
    if requests >= needed { return nil }
    guard requests > 0 else { return "nothing to measure" }
    return "too few requests for an interval: it needs some "
      + "\(rounded(seconds * needed / requests)) s after the warm-up, or --replications"
  }

  private static func rounded(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "more" }
    let scale = pow(10, floor(log10(value)) - 1)
    let number = (value / scale).rounded(.up) * scale
    return number < 1e15 && number >= 1 ? String(Int64(number)) : "\(number)"
  }
}
