import SimulationKernel
import Testing

/// Widths and lags.
@Suite struct WindowPlanTests {
  @Test func `without circles nothing bounds the windows`() throws {
    let plan = try WindowPlan.make(
      lookahead: [[nil, 0, 5], [nil, nil, 0], [nil, nil, nil]], widthLimit: 1_000)
    #expect(plan.width == 1_000)
    #expect(plan.lags == [0, 1_000, 2_000])
  }

  @Test func `the widest windows are the smallest mean latency of a circle`() throws {
    // Circles: 0-1 with (30 + 100) / 2, 1-2 with (90 + 61) / 2, 0-1-2 with (30 + 90 + 0) / 3.
    let lookahead: [[Int64?]] = [[nil, 30, nil], [100, nil, 90], [0, 61, nil]]
    let plan = try WindowPlan.make(lookahead: lookahead)
    #expect(plan.width == 40)
    #expect(throws: WindowPlanError.self) {
      try WindowPlan(width: 41, lags: plan.lags, lookahead: lookahead)
    }
  }

  @Test func `lags are worth more than whole stages`() throws {
    let lookahead: [[Int64?]] = [[nil, 30], [100, nil]]
    let plan = try WindowPlan.make(lookahead: lookahead)
    #expect(plan.width == 65)
    #expect(plan.lags == [0, 35])
    let stages = try WindowPlan(width: 50, stages: [0, 1], lookahead: lookahead)
    #expect(stages.lags == [0, 50])
    #expect(
      throws: WindowPlanError.tooWide(sender: 1, receiver: 0, latency: 100, needed: 102)
    ) {
      try WindowPlan(width: 51, stages: [0, 1], lookahead: lookahead)
    }
  }

  @Test func `equal stages need the classical latency`() throws {
    let lookahead: [[Int64?]] = [[nil, 500], [700, nil]]
    #expect(try WindowPlan(width: 500, stages: [0, 0], lookahead: lookahead).width == 500)
    #expect(
      throws: WindowPlanError.tooWide(sender: 0, receiver: 1, latency: 500, needed: 501)
    ) {
      try WindowPlan(width: 501, stages: [0, 0], lookahead: lookahead)
    }
  }

  @Test func `partitions that reach each other in no time are named`() throws {
    let lookahead: [[Int64?]] = [
      [nil, 0, nil, nil, 7],
      [nil, nil, 0, nil, nil],
      [0, nil, nil, 5, nil],
      [nil, nil, nil, 0, 0],
      [nil, nil, nil, 3, nil],
    ]
    #expect(WindowPlan.partitionsWithoutLatency(lookahead) == [[0, 1, 2], [3]])
    #expect(throws: WindowPlanError.self) { try WindowPlan.make(lookahead: lookahead) }
    #expect(WindowPlan.partitionsWithoutLatency([[nil, 0], [1, nil]]).isEmpty)
    // One nanosecond for two links is less than a nanosecond each.
    #expect(throws: WindowPlanError.cycleWithoutLatency([0, 1])) {
      try WindowPlan.make(lookahead: [[nil, 0], [1, nil]])
    }
    #expect(try WindowPlan.make(lookahead: [[nil, 0], [2, nil]]).width == 1)
  }

  @Test(arguments: 0..<40)
  func `a made plan holds and no wider one does`(seed: Int) throws {
    let count = 2 + seed % 6
    let lookahead: [[Int64?]] = (0..<count).map { sender in
      (0..<count).map { receiver in
        let random = BitMixer.mix(UInt64(seed * 1_000 + sender * 30 + receiver))
        if sender == receiver || random % 3 == 0 { return nil }
        return Int64(random >> 8 & 0xFFF) + 2
      }
    }
    let plan = try WindowPlan.make(lookahead: lookahead, widthLimit: 5_000)
    #expect(plan.lags.min() == 0)
    let mean = Self.smallestMean(lookahead)
    #expect(plan.width == min(5_000, mean.map { Int64($0.total) / Int64($0.links) } ?? 5_000))
  }

  /// The smallest mean latency of a circle, by trying all closed walks of up to `count` links.
  static func smallestMean(_ lookahead: [[Int64?]]) -> (total: Int64, links: Int)? {
    let count = lookahead.count
    var best: (total: Int64, links: Int)?
    for start in 0..<count {
      var least = (0..<count).map { lookahead[start][$0] }
      for links in 1...count {
        if let total = least[start],
          best.map({ total * Int64($0.links) < $0.total * Int64(links) }) ?? true
        {
          best = (total, links)
        }
        least = (0..<count).map { receiver in
          (0..<count).compactMap { sender -> Int64? in
            guard let total = least[sender], let step = lookahead[sender][receiver] else {
              return nil
            }
            return total + step
          }.min()
        }
      }
    }
    return best
  }
}
