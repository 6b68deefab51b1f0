import ResultTypes
import SimulationStatistics

/// Differences interval by interval.
enum DifferenceBands {
  /// One band for each series that both have and in which anything differs.
  static func of(
    _ baseline: VariantFigures, _ variant: VariantFigures, name: String
  ) -> [DifferenceBand] {
    baseline.bands.compactMap { band in
      guard let other = variant.bands.first(where: { $0.name == band.name }),
        other.rows != band.rows
      else { return nil }
      return self.band(band, other, name)
    }
  }

  private static func band(
    _ baseline: VariantFigures.Band, _ variant: VariantFigures.Band, _ name: String
  ) -> DifferenceBand {
    var result = DifferenceBand(
      name: baseline.name, unit: baseline.unit, variant: name, mean: [], low: [], high: [])
    let count = (baseline.rows + variant.rows).map(\.count).max() ?? 0
    for interval in 0..<count {
      let differences = zip(baseline.rows, variant.rows).compactMap { a, b -> Double? in
        guard a.indices.contains(interval), b.indices.contains(interval),
          let a = a[interval], let b = b[interval]
        else { return nil }
        return Double(b) - Double(a)
      }
      let found = ConfidenceInterval.ofIndependent(differences)
      result.mean.append(Bands.rounded(found?.mean))
      result.low.append(Bands.rounded(found?.lower))
      result.high.append(Bands.rounded(found?.upper))
    }
    return result
  }
}
