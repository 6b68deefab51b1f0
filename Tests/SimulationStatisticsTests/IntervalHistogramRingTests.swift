import SimulationStatistics
import Testing

@Suite struct IntervalHistogramRingTests {
  @Test func `each interval has its own quantiles whatever the order of records`() {
    var ring = IntervalHistogramRing(window: 2)
    var words = Words(3)
    var expected = [[Int64]](repeating: [], count: 40)
    var closed: [IntervalQuantiles] = []
    for now in 0..<40 {
      for _ in 0..<50 {
        // Departures up to nine intervals ahead of their time.
        let interval = min(39, now + Int(words.next() % 10))
        let value = words.anyMagnitude(bits: 36)
        ring.record(value, interval: interval)
        expected[interval].append(value)
      }
      ring.close(through: now - 1, into: &closed)
    }
    ring.close(through: 39, into: &closed)
    let window = ring.window
    let discarded = ring.discarded
    #expect(closed.map(\.interval) == Array(0..<40))
    #expect(discarded == 0)
    #expect(window <= 16)
    for summary in closed {
      let values = expected[summary.interval].sorted()
      #expect(summary.count == UInt64(values.count))
      for (probability, reported) in [(0.5, summary.p50), (0.99, summary.p99)] {
        let rank = max(1, Int((probability * Double(values.count) - 1e-9).rounded(.up)))
        let exact = Double(values[rank - 1])
        #expect(abs(Double(reported ?? -1) - exact) <= exact * 0.0157)
      }
    }
  }

  @Test func `records for closed and for far intervals are counted as discarded`() {
    var ring = IntervalHistogramRing(firstInterval: 10, window: 2, maximumWindow: 8)
    var closed: [IntervalQuantiles] = []
    ring.record(5, interval: 9)
    ring.record(5, interval: 18)
    ring.record(5, interval: 17)
    ring.record(7, interval: 10)
    ring.close(through: 10, into: &closed)
    ring.record(5, interval: 10)
    let discarded = ring.discarded
    ring.close(through: 17, into: &closed)
    #expect(discarded == 3)
    #expect(closed.map(\.count) == [1, 0, 0, 0, 0, 0, 0, 1])
    #expect(closed[0].p50 == 7)
    #expect(closed[1].p50 == nil)
  }

  @Test func `an interval's memory is used again empty`() {
    var ring = IntervalHistogramRing(window: 2)
    var closed: [IntervalQuantiles] = []
    for interval in 0..<100 {
      ring.record(Int64(interval), interval: interval)
      ring.close(through: interval, into: &closed)
    }
    let window = ring.window
    #expect(closed.allSatisfy { $0.count == 1 })
    #expect(window == 2)
  }

  @Test func `values beyond the small histogram count as its largest`() {
    var ring = IntervalHistogramRing()
    var closed: [IntervalQuantiles] = []
    ring.record(.max, interval: 0)
    ring.record(-1, interval: 1)
    ring.close(through: 1, into: &closed)
    #expect((closed[0].p50 ?? 0) > (1 << 42) - (1 << 37))
    #expect(closed[1].p50 == 0)
  }
}
