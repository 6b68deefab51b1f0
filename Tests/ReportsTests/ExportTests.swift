import Foundation
import ResultTypes
import TestSupport
import Testing

import Reports

@Suite struct `Exports of runs` {
  /// Two runs: one with a fault and a failed objective, one of one second.
  private var runs: [KeptRun] {
    [
      KeptRunFixture.run(ResultFixture.flagship(seconds: 3)),
      KeptRunFixture.run(ResultFixture.tiny(), id: "one-second-00aa11", replications: 1),
    ]
  }

  @Test func `the formats look as they did when someone looked at them`() throws {
    try Snapshot.check(RunsDocument.csv(runs, series: false), "runs-figures.csv")
    try Snapshot.check(RunsDocument.csv([runs[1]], series: true), "runs-series.csv")
    try Snapshot.check(
      RunsDocument.openMetrics([runs[1]], series: true, epoch: nil), "runs.openmetrics")
    try Snapshot.check(RunsDocument.junit(runs), "runs-junit.xml")
    try Snapshot.check(RunsDocument.json(runs.map(\.summary)), "runs-list.json")
    try Snapshot.check(RunsDocument.text(runs.map(\.summary), ascii: false), "runs-list.txt")
    try Snapshot.check(
      RunsDocument.grafana, at: Snapshot.root.appendingPathComponent("docs/grafana.json"))
  }

  @Test func `every row of the table has all columns and names its run`() throws {
    for series in [false, true] {
      let lines = RunsDocument.csv(runs, series: series).split(separator: "\n")
      #expect(lines.first == "run_id,scenario,topology,replication,tier,metric,unit,t,value")
      #expect(lines.count > 20)
      for line in lines.dropFirst() {
        #expect(line.filter { $0 == "," }.count == 8, "\(line)")
        #expect(line.hasPrefix("new-year-peak-5f0c1c,") || line.hasPrefix("one-second-00aa11,"))
      }
    }
  }

  @Test func `the ends of an interval follow their value`() {
    var run = KeptRunFixture.run()
    run.result?.statistics = StatisticsResult(
      method: "replications", replications: 2,
      metrics: [
        MetricEstimate(
          name: "tiers.cache.wait_ms.p99", unit: "ms", mean: 5, low: 4, high: 6, observations: 2)
      ],
      bands: [
        BandResult(
          name: "tiers.cache.served", unit: "1/s", mean: [7], low: [6], high: [8], least: [6],
          most: [8])
      ])
    let start = "new-year-peak-5f0c1c,New Year peak,wechat-2015.yaml,,cache,"
    #expect(
      RunsDocument.csv([run], series: false).contains(
        "\(start)wait_ms.p99,ms,,5\n\(start)wait_ms.p99.low,ms,,4\n"
          + "\(start)wait_ms.p99.high,ms,,6\n"))
    #expect(
      RunsDocument.csv([run], series: true).contains(
        "\(start)served,1/s,0,7\n\(start)served.low,1/s,0,6\n\(start)served.high,1/s,0,8\n"))
  }

  @Test func `a name that is told apart by tier is put together again`() {
    for figure in KeptRunFixture.figures(0).figures {
      let rows = ReplicationFigures(
        number: 0, seed: 0, events: 0, wallSeconds: 0, violations: [], figures: [figure]
      ).rows(tiers: ["cache", "gateway"])
      #expect(
        RunsDocument.figureName(tier: rows[0].tier, metric: rows[0].metric) == figure.name)
    }
  }

  @Test func `samples of one metric stand together, in order of time`() throws {
    let text = RunsDocument.openMetrics(runs, series: true, epoch: 0)
    #expect(text.hasSuffix("\n# EOF\n"))
    var seen: Set<Substring> = []
    var current: Substring = ""
    var last: [Substring: Double] = [:]
    for line in text.split(separator: "\n").dropLast() {
      if line.hasPrefix("# TYPE ") {
        current = line.split(separator: " ")[2]
        #expect(seen.insert(current).inserted, "\(current) comes twice")
      } else if !line.hasPrefix("#") {
        #expect(line.hasPrefix(current), "\(line) under \(current)")
        let end = try #require(line.lastIndex(of: "}"))
        let time = try #require(Double(line.split(separator: " ").last ?? ""))
        #expect(last[line[...end]].map { $0 < time } ?? true, "\(line)")
        last[line[...end]] = time
      }
    }
    #expect(seen.contains("hongbao_tier_rejected_requests"))
  }

  @Test func `simulated time begins at the epoch, the scenario's start, or the keeping`() throws {
    var run = runs[1]
    let start = try #require(RunsDocument.seconds(ofDate: "2017-01-28T00:04:30+08:00"))
    #expect(start == 1_485_533_070)
    #expect(RunsDocument.epoch(of: run) == start)
    #expect(
      RunsDocument.openMetrics([run], series: true, epoch: 100).contains("} 1000 101\n"))
    run.result?.scenario.start = nil
    #expect(RunsDocument.epoch(of: run) == 1_485_533_100)
  }

  @Test func `hostile names break no format`() throws {
    let run = KeptRunFixture.run(ResultFixture.hostile())
    let xml = RunsDocument.junit([run])
    #expect(!xml.contains("<b ") && !xml.contains("\u{1B}"))
    let parser = XMLCheck(xml)
    #expect(parser.isWellFormed, "\(xml)")
    let metrics = RunsDocument.openMetrics([run], series: true, epoch: nil)
    #expect(metrics.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("hong") })
    #expect(!RunsDocument.text([run.summary], ascii: true).contains("\u{1B}"))
  }

  @Test func `a failed objective and a broken audit show in JUnit`() {
    let text = RunsDocument.junit(
      ResultFixture.hostile(), file: "topologies/peak.yaml", wallSeconds: 1.5)
    #expect(text.contains("tests=\"4\" failures=\"1\" errors=\"1\""))
    #expect(text.contains("file=\"topologies/peak.yaml\" line=\"62\""))
    #expect(text.contains("<failure message=\"measured 1.6 %, the limit is 0.10 %\""))
    #expect(text.contains("type=\"audit\""))
  }

  @Test func `Parquet begins and ends as it must, also without rows`() {
    for list in [[], runs] {
      let bytes = RunsDocument.parquet(list, series: false)
      #expect(bytes.prefix(4) == Array("PAR1".utf8)[...])
      #expect(bytes.suffix(4) == Array("PAR1".utf8)[...])
      let length = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(length > 0 && length <= bytes.count - 12)
    }
  }
}

/// Looks whether tags close in order and text is escaped; enough for what the tool writes.
private struct XMLCheck {
  private(set) var isWellFormed = true

  init(_ text: String) {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else {
        isWellFormed = false
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        if open.popLast() != tag.dropFirst() { isWellFormed = false }
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    isWellFormed = isWellFormed && open.isEmpty
  }
}
