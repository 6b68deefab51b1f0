import Foundation
import SimulationStatistics

/// A latency histogram as HdrHistogram's percentile distribution (`.hgrm`), in milliseconds, for
/// the plotters and tools that read it.
///
/// The steps are those of `HistogramLogProcessor` with five ticks per half distance (G. Tene,
/// HdrHistogram); a value is the largest of its bucket, at most 0.8 % above any counted in it.
public enum PercentileFile {
  private static let ticksPerHalfDistance = 5.0

  /// The text of a histogram of nanoseconds.
  public static func text(_ histogram: HistogramHandle) -> String {
    var text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n"
    let total = histogram.count
    var passed: UInt64 = 0
    var level = 0.0
    var last: Int64 = 0
    histogram.forEachBucket { values, count in
      passed += count
      last = values.upperBound
      while level < 100, 100 * Double(passed) / Double(total) >= level,
        passed < total || level < 100
      {
        text += row(last, level, passed)
        level = next(after: level)
        // The last step is written once, below.
        if passed == total { level = 100 }
      }
    }
    if total > 0 { text += row(last, 100, total) }
    return text + summary(histogram)
  }

  private static func next(after level: Double) -> Double {
    let halvings = (log(100 / (100 - level)) / log(2)).rounded(.down) + 1
    return level + 100 / (pow(2, halvings) * ticksPerHalfDistance)
  }

  private static func row(_ nanoseconds: Int64, _ level: Double, _ count: UInt64) -> String {
    let value = String(
      format: "%12.3f %2.12f %10llu", Double(nanoseconds) / 1e6, level / 100, count)
    if level >= 100 { return value + "\n" }
    return value + String(format: " %14.2f\n", 1 / (1 - level / 100))
  }

  private static func summary(_ histogram: HistogramHandle) -> String {
    let mean = (histogram.mean ?? 0) / 1e6
    var squares = 0.0
    histogram.forEachBucket { values, count in
      let middle = Double(values.lowerBound) / 2 + Double(values.upperBound) / 2
      squares += Double(count) * (middle / 1e6 - mean) * (middle / 1e6 - mean)
    }
    let deviation = histogram.count > 0 ? (squares / Double(histogram.count)).squareRoot() : 0
    return String(format: "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n", mean, deviation)
      + String(
        format: "#[Max     = %12.3f, Total count    = %12llu]\n",
        Double(histogram.maximum ?? 0) / 1e6, histogram.count)
      + String(
        format: "#[Buckets = %12d, SubBuckets     = %12d]\n", 57, 1 << HistogramHandle.bits)
  }
}
