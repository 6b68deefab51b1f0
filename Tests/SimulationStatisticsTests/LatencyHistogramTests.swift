import SimulationStatistics
import Testing

@Suite struct LatencyHistogramTests {
  @Test func `buckets follow each other without gap over the whole range`() {
    for bits in [5, 7] {
      let octaves = bits == 7 ? 63 : 42
      let count = HistogramIndex.count(octaves: octaves, bits: bits)
      for bucket in 0..<count {
        let low = HistogramIndex.lowest(of: bucket, bits: bits)
        let high = HistogramIndex.highest(of: bucket, bits: bits)
        #expect(HistogramIndex.bucket(of: low, bits: bits) == bucket)
        #expect(HistogramIndex.bucket(of: high, bits: bits) == bucket)
        #expect(HistogramIndex.bucket(of: high + 1, bits: bits) == bucket + 1)
        #expect(high - low <= low >> UInt64(bits))
      }
      let end = UInt64(1) << UInt64(octaves)
      #expect(HistogramIndex.highest(of: count - 1, bits: bits) == end - 1)
    }
  }

  @Test func `any value is reported within four parts in a thousand`() {
    var words = Words(1)
    for _ in 0..<20_000 {
      let value = words.anyMagnitude(bits: 63)
      let bucket = HistogramIndex.bucket(of: UInt64(value), bits: 7)
      let middle = Double(HistogramIndex.middle(of: bucket, bits: 7))
      #expect(abs(middle - Double(value)) <= Double(value) * 0.003_91)
      if value < 256 { #expect(middle == Double(value)) }
    }
  }

  @Test func `every value is in its bucket when somebody looks`() {
    var words = Words(7)
    let bank = HistogramBank(count: 2)
    for number in 1...50 as ClosedRange<UInt64> {
      bank[0].record(words.anyMagnitude(bits: 50))
      var counted: UInt64 = 0
      bank[0].forEachBucket { counted += $1 }
      #expect(counted == number)
    }
    bank[0].record(123)
    bank[1].merge(bank[0])
    bank[0].record(456)
    let contents = Array(bank[0].contents)
    #expect(contents.dropFirst(HistogramHandle.totalCount).reduce(0, +) == 52)
    bank[1].restore(contents)
    #expect(Array(bank[1].contents) == contents)
    bank[0].clear()
    #expect(Array(bank[0].contents).filter { $0 != 0 } == [.max])
  }

  @Test(arguments: [1, 2, 3, 10, 100, 5000])
  func `quantiles are those of the sorted values within the error of a bucket`(count: Int) {
    var words = Words(UInt64(count))
    var histogram = LatencyHistogram()
    var values: [Int64] = []
    for _ in 0..<count {
      let value = words.anyMagnitude(bits: 40)
      values.append(value)
      histogram.record(value)
    }
    values.sort()
    for probability in [0, 0.001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1] {
      let rank = max(1, Int((probability * Double(count) - 1e-9).rounded(.up)))
      let exact = Double(values[rank - 1])
      let reported = Double(histogram.quantile(probability) ?? -1)
      #expect(abs(reported - exact) <= exact * 0.003_91, "p \(probability)")
      #expect(reported >= Double(values[0]) && reported <= Double(values[count - 1]))
    }
    let top = histogram.quantile(1)
    let totals = (histogram.count, histogram.minimum, histogram.maximum)
    #expect(top == values.last)
    #expect(totals.0 == UInt64(count))
    #expect(totals.1 == values.first)
    #expect(totals.2 == values.last)
  }

  @Test func `sum and mean are exact even beyond 64 bits`() {
    var histogram = LatencyHistogram()
    for _ in 0..<5 { histogram.record(.max) }
    let sum = histogram.sum
    let mean = histogram.mean
    #expect(sum == UInt128(Int64.max) * 5)
    #expect(mean == Double(Int64.max))
    histogram.reset()
    for value: Int64 in [1, 2, 4] { histogram.record(value) }
    let third = histogram.mean
    #expect(third == 2 + 1.0 / 3)
  }

  @Test func `negative values count as zero`() {
    var histogram = LatencyHistogram()
    histogram.record(-5)
    histogram.record(.min)
    let largest = histogram.maximum
    let count = histogram.count
    #expect(largest == 0)
    #expect(count == 2)
  }

  @Test func `an empty histogram has no mean, quantile or ends`() {
    var histogram = LatencyHistogram()
    histogram.record(3)
    histogram.reset()
    let mean = histogram.mean
    let median = histogram.quantile(0.5)
    let ends = (histogram.minimum, histogram.maximum, histogram.count)
    #expect(mean == nil)
    #expect(median == nil)
    #expect(ends.0 == nil && ends.1 == nil && ends.2 == 0)
  }

  @Test func `merging is exact in any order and grouping`() {
    let bank = HistogramBank(count: 6)
    var words = Words(9)
    for _ in 0..<3000 {
      let value = words.anyMagnitude(bits: 63)
      let part = Int(words.next() % 3)
      bank[part].record(value)
      bank[5].record(value)
    }
    // 3: (0 + 1) + 2; 4: 2 + (1 + 0), the empty one first.
    for part in [0, 1, 2] { bank[3].merge(bank[part]) }
    for part in [2, 1, 0] { bank[4].merge(bank[part]) }
    for merged in [3, 4] {
      #expect(bank[merged].sum == bank[5].sum)
      #expect(bank[merged].count == bank[5].count)
      #expect(bank[merged].minimum == bank[5].minimum)
      #expect(bank[merged].maximum == bank[5].maximum)
      #expect(buckets(bank[merged]) == buckets(bank[5]))
    }
    #expect(buckets(bank[5]).map(\.count).reduce(0, +) == 3000)
  }

  /// One line of a histogram.
  struct Bucket: Equatable {
    var values: ClosedRange<Int64>
    var count: UInt64
  }

  private func buckets(_ handle: HistogramHandle) -> [Bucket] {
    var all: [Bucket] = []
    handle.forEachBucket { all.append(Bucket(values: $0, count: $1)) }
    return all
  }
}
