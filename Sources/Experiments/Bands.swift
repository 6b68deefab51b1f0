import ResultTypes
import SimulationStatistics

/// Series over time with the spread of replications.
enum Bands {
  /// One band a series, the intervals of the mean at each interval of time.
  static func of(_ replications: [Replication]) -> [BandResult] {
    guard let first = replications.first, replications.count > 1 else { return [] }
    return first.bands.map { band in
      let rows = replications.compactMap { replication in
        replication.bands.first { $0.name == band.name }?.values
      }
      return self.band(band.name, band.unit, rows, count: band.values.count)
    }
  }

  private static func band(
    _ name: String, _ unit: String, _ rows: [[Float?]], count: Int
  ) -> BandResult {
    var result = BandResult(
      name: name, unit: unit, mean: [], low: [], high: [], least: [], most: [])
    for interval in 0..<count {
      let values = rows.compactMap { $0.indices.contains(interval) ? $0[interval] : nil }
        .map { Double($0) }
      let interval = ConfidenceInterval.ofIndependent(values)
      result.mean.append(rounded(interval?.mean))
      result.low.append(rounded(interval.map { max($0.lower, 0) }))
      result.high.append(rounded(interval?.upper))
      result.least.append(interval == nil ? nil : rounded(values.min()))
      result.most.append(interval == nil ? nil : rounded(values.max()))
    }
    return result
  }

  /// Six digits: a band is drawn, and a file with all of them should be read.
  static func rounded(_ value: Double?) -> Double? {
    guard let value, value.isFinite, value != 0 else { return value }
    var scale = 1.0
    while abs(value) * scale < 1e5 { scale *= 10 }
    while abs(value) * scale >= 1e6 { scale /= 10 }
    return (value * scale).rounded() / scale
  }
}
