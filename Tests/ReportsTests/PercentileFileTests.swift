import Foundation
import Reports
import SimulationStatistics
import Testing

/// The percentile files against an independent implementation: `Snapshots/independent.hgrm` was
/// written by the Python package hdrhistogram 0.10 (`HdrHistogram(1, 10**12, 3)`,
/// `output_percentile_distribution(file, 1e6, 5)`) from the values of `values` below.
@Suite struct PercentileFileTests {
  /// 20,000 whole nanoseconds from 1 us to 269 ms.
  static let values: [Int64] = {
    var word: UInt64 = 12345
    return (0..<20_000).map { _ in
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = word >> 40
      return 1000 + Int64((number * number) >> 20)
    }
  }()

  static func histogram() -> LatencyHistogram {
    var histogram = LatencyHistogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  /// Value in milliseconds, share and count of each row.
  static func rows(_ text: String) -> [(value: Double, share: Double, count: Int)] {
    text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: " ").map(String.init)
      guard cells.count >= 3, !line.hasPrefix("#"), let value = Double(cells[0]),
        let share = Double(cells[1]), let count = Int(cells[2])
      else { return nil }
      return (value, share, count)
    }
  }

  @Test func `quantiles agree with the independent file to the stated error`() throws {
    let file = Snapshot.root.appendingPathComponent(
      "Tests/ReportsTests/Snapshots/independent.hgrm")
    let other = Self.rows(try String(contentsOf: file, encoding: .utf8))
    #expect(other.count > 60)
    let ours = Self.histogram()
    for row in other {
      let nanoseconds = ours.quantile(row.share)
      let value = Double(try #require(nanoseconds)) / 1e6
      // 0.8 % of ours, 0.1 % of theirs, and half a digit of their print.
      #expect(abs(value - row.value) <= 0.009 * row.value + 0.0006, "at \(row.share)")
    }
    #expect(other.last?.count == Int(ours.count))
  }

  @Test func `every row of our file is right`() throws {
    let ours = Self.histogram()
    let text = PercentileFile.text(ours.handle)
    let rows = Self.rows(text)
    let sorted = Self.values.sorted()
    #expect(rows.count > 40)
    for row in rows {
      // The count is that of all values up to the one named, which is the end of a bucket.
      let below = sorted.prefix { Double($0) / 1e6 <= row.value + 0.0005 }.count
      #expect(abs(below - row.count) <= 40, "\(row)")
      #expect(Double(row.count) >= row.share * Double(sorted.count) - 1e-6)
      let rank = max(Int((row.share * Double(sorted.count)).rounded(.up)), 1)
      let exact = Double(sorted[rank - 1]) / 1e6
      #expect(row.value >= exact - 0.0005 && row.value <= exact * 1.008 + 0.0006, "\(row)")
    }
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.value <= $1.value && $0.share <= $1.share })
    #expect(rows.last?.share == 1)
    #expect(rows.last?.count == sorted.count)
    #expect(text.contains("Total count    =        20000]"))
  }
}
