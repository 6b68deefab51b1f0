import ClusterModel
import ResultTypes
import SimulationStatistics

extension ReplicationRecord {
  // MARK: Writing

  /// All but the seconds, the number first.
  func payload(_ resultText: (RunResult) -> String) -> [UInt8] {
    var writer = ByteWriter()
    writer.count(number)
    writer.number(replication.events)
    writer.optional(replication.claims) { $0.number($1) }
    writer.list(replication.violations) { $0.string($1) }
    writer.list(replication.metrics.entries, Self.write)
    writer.list(replication.bands, Self.write)
    writer.optional(replication.batches, Self.write)
    writer.optional(replication.early, Self.write)
    writer.count(histograms.names.count)
    for (place, name) in histograms.names.enumerated() {
      writer.string(name)
      Self.write(&writer, histograms.histogram(place))
    }
    writer.optional(result) { $0.string(resultText($1)) }
    return writer.bytes
  }

  private static func write(_ writer: inout ByteWriter, _ entry: MetricList.Entry) {
    writer.string(entry.name)
    writer.string(entry.unit)
    writer.optional(entry.value) { $0.double($1) }
    writer.optional(entry.trials) { $0.number($1) }
    writer.optional(entry.values) { $0.number($1) }
  }

  private static func write(_ writer: inout ByteWriter, _ early: EarlyEnd) {
    writer.string(early.objective)
    writer.count(early.line)
    writer.optional(early.value) { $0.double($1) }
    writer.double(early.reachedSeconds)
    writer.double(early.plannedSeconds)
  }

  private static func write(_ writer: inout ByteWriter, _ band: Replication.Band) {
    writer.string(band.name)
    writer.string(band.unit)
    writer.list(band.values) { $0.optional($1) { $0.float($1) } }
  }

  private static func write(_ writer: inout ByteWriter, _ series: BatchSeries) {
    writer.list(series.borders) { $0.double($1) }
    writer.list(series.figures) { writer, figure in
      writer.string(figure.name)
      writer.string(figure.unit)
      writer.list(figure.sums) { $0.double($1) }
      writer.list(figure.weights) { $0.double($1) }
    }
    writer.list(series.quantiles) { writer, quantile in
      writer.string(quantile.name)
      writer.list(quantile.values) { $0.optional($1) { $0.double($1) } }
      writer.number(quantile.leastCount)
      writer.double(quantile.probability)
    }
  }

  /// Totals, then each bucket with counts: how many empty ones lie before it, and its count.
  private static func write(_ writer: inout ByteWriter, _ histogram: HistogramHandle) {
    let words = histogram.contents
    for word in words.prefix(HistogramHandle.totalCount) { writer.number(word) }
    let counts = words.dropFirst(HistogramHandle.totalCount)
    writer.count(counts.count { $0 > 0 })
    var next = counts.startIndex
    for place in counts.indices where counts[place] > 0 {
      writer.count(place - next)
      writer.number(counts[place])
      next = place + 1
    }
  }

  // MARK: Reading

  init(_ reader: inout ByteReader, _ result: (String) -> RunResult?) throws(RecordError) {
    number = try RecordFile.int(reader.number())
    let events = try reader.number()
    let claims = try reader.optional { reader throws(RecordError) in try reader.number() }
    let violations = try reader.list { reader throws(RecordError) in try reader.string() }
    let entries = try reader.list(Self.entry)
    let bands = try reader.list(Self.band)
    let batches = try reader.optional(Self.series)
    let early = try reader.optional(Self.early)
    replication = Replication(
      metrics: MetricList(entries: entries), bands: bands, batches: batches,
      violations: violations, events: events, claims: claims, early: early)
    histograms = try Self.histograms(&reader)
    let text = try reader.optional { reader throws(RecordError) in try reader.string() }
    self.result = text.flatMap(result)
    if self.result == nil, number == 0 || text != nil {
      throw RecordError("the result in it cannot be read")
    }
    seconds = 0
    isComplete = true
  }

  private static func entry(
    _ reader: inout ByteReader
  ) throws(RecordError) -> MetricList.Entry {
    MetricList.Entry(
      name: try reader.string(), unit: try reader.string(), value: try double(&reader),
      trials: try reader.optional { reader throws(RecordError) in try reader.number() },
      values: try reader.optional { reader throws(RecordError) in try reader.number() })
  }

  private static func double(_ reader: inout ByteReader) throws(RecordError) -> Double? {
    try reader.optional { reader throws(RecordError) in try reader.double() }
  }

  private static func doubles(_ reader: inout ByteReader) throws(RecordError) -> [Double] {
    try reader.list { reader throws(RecordError) in try reader.double() }
  }

  private static func early(_ reader: inout ByteReader) throws(RecordError) -> EarlyEnd {
    EarlyEnd(
      objective: try reader.string(), line: try RecordFile.int(reader.number()),
      value: try double(&reader), reachedSeconds: try reader.double(),
      plannedSeconds: try reader.double())
  }

  private static func band(
    _ reader: inout ByteReader
  ) throws(RecordError) -> Replication.Band {
    Replication.Band(
      name: try reader.string(), unit: try reader.string(),
      values: try reader.list { reader throws(RecordError) in
        try reader.optional { reader throws(RecordError) in try reader.float() }
      })
  }

  private static func series(_ reader: inout ByteReader) throws(RecordError) -> BatchSeries {
    BatchSeries(
      borders: try doubles(&reader),
      figures: try reader.list { reader throws(RecordError) in
        BatchSeries.Figure(
          name: try reader.string(), unit: try reader.string(), sums: try doubles(&reader),
          weights: try doubles(&reader))
      },
      quantiles: try reader.list { reader throws(RecordError) in
        BatchSeries.Quantile(
          name: try reader.string(), values: try reader.list(double),
          leastCount: try reader.number(), probability: try reader.double())
      })
  }

  private static func histograms(
    _ reader: inout ByteReader
  ) throws(RecordError) -> HistogramSet {
    var names: [String] = []
    var contents: [[UInt64]] = []
    for _ in 0..<(try reader.count()) {
      names.append(try reader.string())
      contents.append(try words(&reader))
    }
    let set = HistogramSet(names: names)
    for (place, words) in contents.enumerated() { set.histogram(place).restore(words) }
    return set
  }

  private static func words(_ reader: inout ByteReader) throws(RecordError) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: HistogramHandle.wordCount)
    for place in 0..<HistogramHandle.totalCount { words[place] = try reader.number() }
    var next = HistogramHandle.totalCount
    for _ in 0..<(try reader.count()) {
      let gap = try RecordFile.int(reader.number())
      guard gap < words.count - next else { throw RecordError("a histogram is too long") }
      words[next + gap] = try reader.number()
      next += gap + 1
    }
    return words
  }
}
