import ResultTypes

/// The times of a result's intervals.
struct SeriesClock {
  let intervalSeconds: Double
  let endSeconds: Double
  let count: Int
  /// How its times are written.
  let axis: TimeAxis

  init(_ result: RunResult) {
    intervalSeconds = result.series.intervalSeconds
    endSeconds = result.simulatedSeconds
    count = result.series.intervals
    axis = TimeAxis(end: result.simulatedSeconds, start: result.scenario.start)
  }

  /// When an interval begins, in seconds.
  func start(of index: Int) -> Double { Double(index) * intervalSeconds }

  /// When an interval ends, in seconds; the last one may be shorter than the others.
  func end(of index: Int) -> Double { min(start(of: index + 1), max(endSeconds, start(of: index))) }

  /// Counts by the length of their interval: per second.
  func rates(_ counts: [UInt64]) -> [Double] {
    counts.enumerated().map { index, count in
      let length = end(of: index) - start(of: index)
      return length > 0 ? Double(count) / length : 0
    }
  }

  /// The intervals that lie wholly or partly in a span of time.
  func indices(from: Double, to: Double) -> Range<Int> {
    guard intervalSeconds > 0, to > from else { return 0..<0 }
    let first = min(max(0, Int((from / intervalSeconds).rounded(.down))), count)
    let last = min(max(first, Int((to / intervalSeconds).rounded(.up))), count)
    return first..<last
  }
}

extension SeriesResult {
  /// The kinds of request in the order send, claim, open, others by name.
  var kinds: [(name: String, series: RequestSeries)] {
    requests.inKindOrder.map { (name: $0.key, series: $0.value) }
  }
}

extension Dictionary where Key == String {
  /// The members sorted by key.
  var inKeyOrder: [(key: String, value: Value)] {
    sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      .map { (key: $0.key, value: $0.value) }
  }

  /// The members in the order of a red packet's life: send, claim, open, then others by name.
  var inKindOrder: [(key: String, value: Value)] {
    let life = ["send", "claim", "open"]
    func rank(_ key: String) -> Int { life.firstIndex(of: key) ?? life.count }
    return inKeyOrder.enumerated()
      .sorted { (rank($0.element.key), $0.offset) < (rank($1.element.key), $1.offset) }
      .map(\.element)
  }
}

extension Dictionary where Value == UInt64 {
  /// The sum of all values.
  var total: UInt64 { values.reduce(0, &+) }
}
