/// Holm's step-down correction: the chance of any wrong rejection among many tests stays below
/// `error`, whatever their dependence (S. Holm, Scandinavian Journal of Statistics 6, 1979).
///
/// The smallest of m p-values is held against error/m, the next against error/(m - 1), and so on;
/// the first that is not below ends the rejections. An interval with the coverage 1 - level of its
/// step excludes 0 exactly when its test rejects.
public enum HolmSteps {
  /// The level of each test in the order of `pValues`. Tests after the end have the level at which
  /// it ended.
  public static func levels(_ pValues: [Double], error: Double) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var levels = [Double](repeating: error, count: pValues.count)
    var ended: Double?
    for (step, place) in order.enumerated() {
      let level = ended ?? error / Double(pValues.count - step)
      levels[place] = level
      if ended == nil, pValues[place] >= level { ended = level }
    }
    return levels
  }
}
