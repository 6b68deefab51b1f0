import ResultTypes

extension HTMLReport {
  /// Offered, served, and every reason of a no or a loss, per second.
  private func lines(of tier: TierSeries) -> (main: [ChartSeries], losses: [ChartSeries]) {
    let main = [
      ChartSeries(name: "offered", values: clock.rates(tier.offered), ink: .gray),
      ChartSeries(name: "served", values: clock.rates(tier.served), ink: .blue),
    ]
    let rejected = tier.rejected.inKeyOrder.map { ("rejected: \($0.key)", $0.key, $0.value) }
    let failed = tier.failed.inKeyOrder.map { ("failed: \($0.key)", $0.key, $0.value) }
    let losses = (rejected + failed).enumerated().map { index, loss in
      ChartSeries(name: loss.0, values: clock.rates(loss.2), ink: .ofReason(loss.1, index: index))
    }.filter { !$0.isSilent }
    return (main, losses)
  }

  var throughputSection: Section? {
    guard clock.count > 0, !result.series.tiers.isEmpty else { return nil }
    var content: [HTMLNode] = [
      soft(
        "Requests per second at each layer. Losses too small to be seen beside the load have an "
          + "axis of their own below it.")
    ]
    for (index, tier) in result.series.tiers.enumerated() {
      content.append(.tag("h3", [], heading(of: index, tier.tier)))
      let (main, losses) = lines(of: tier)
      guard !main.allSatisfy(\.isSilent) else {
        content.append(soft("Nothing was offered in \(NumberText.seconds(clock.endSeconds))."))
        continue
      }
      let load = main.map(\.maximum).max() ?? 0
      let large = losses.filter { $0.maximum >= 0.08 * load }
      let small = losses.filter { $0.maximum < 0.08 * load }
      var panels = [TimeChart.Panel(unit: "requests/s", series: main + large)]
      if !small.isEmpty {
        panels.append(TimeChart.Panel(unit: "losses/s", series: small, height: 70))
      }
      let chart = chart(
        id: "rate-\(index)", title: "Requests per second at \(tier.tier)",
        description: "Offered, served, rejected and failed over time.", panels: panels)
      let table = DataTable.overTime(
        caption: "Requests per second at \(tier.tier), means", clock: clock,
        series: main + losses, largest: false, format: NumberText.short)
      content.append(figure(words(of: tier, losses), chart.svg, [table.folded("Table")]))
    }
    return Section(id: "throughput", title: "Throughput and losses by layer", content: content)
  }

  private func heading(of index: Int, _ name: String) -> String {
    guard result.tiers.indices.contains(index) else { return name }
    let tier = result.tiers[index]
    return "\(tier.name) – \(tier.operation), \(NumberText.plural(tier.nodes, "node")) with "
      + NumberText.plural(tier.servers, "server") + " each"
  }

  private func words(of tier: TierSeries, _ losses: [ChartSeries]) -> String {
    let peak = clock.rates(tier.offered).max() ?? 0
    let text = "Up to \(NumberText.short(peak))/s offered"
    if losses.isEmpty { return text + "; nothing was rejected and nothing failed." }
    let worst = losses.map { "\($0.name) up to \(NumberText.short($0.maximum))/s" }
    return text + "; " + worst.joined(separator: ", ") + "."
  }

  // MARK: Latency

  private static func summary(
    _ caption: String, first: String, _ rows: [(name: String, times: LatencySummary)]
  ) -> DataTable {
    DataTable(
      caption: caption,
      columns: [.words(first)]
        + ["count", "mean", "sd", "p50", "p90", "p95", "p99", "p99.9", "max"].map { .number($0) },
      rows: rows.map { row in
        [row.name, NumberText.grouped(row.times.count)]
          + row.times.figures.map { NumberText.milliseconds($0.value) }
      })
  }

  private func pair(
    _ name: String, _ p50: [Double?], _ p99: [Double?], _ index: Int
  ) -> [ChartSeries] {
    [
      ChartSeries(name: name + " p99", values: p99, ink: .cycle(index)),
      ChartSeries(name: name + " p50", values: p50, ink: .cycle(index), isSecondary: true),
    ].filter { !$0.isSilent }
  }

  var latencySection: Section? {
    guard clock.count > 0 else { return nil }
    var content: [HTMLNode] = []
    let kinds = result.series.kinds.enumerated().flatMap { index, kind in
      pair(kind.name, kind.series.latencyP50, kind.series.latencyP99, index)
    }
    content.append(.tag("h3", [], "As users see it"))
    content += latencyFigure(
      "user-latency", "Latency as users see it",
      "From the first tap to the final answer or to giving up; a request that gave up counts at "
        + "its time.", kinds)
    if !result.requests.isEmpty {
      content.append(
        HTMLReport.summary(
          "From the first tap to the end, over the statistics window.", first: "kind",
          result.requests.inKindOrder.map { ($0.key, $0.value.latencyMilliseconds) }
        ).node)
    }
    let tiers = result.series.tiers.enumerated().flatMap { index, tier in
      pair(tier.tier, tier.sojournP50, tier.sojournP99, index)
    }
    content.append(.tag("h3", [], "At each layer"))
    content += latencyFigure(
      "tier-latency", "Time at each layer",
      "From arrival at a layer to leaving it, one layer after another counted apart.", tiers)
    content.append(
      HTMLReport.summary(
        "From arrival to leaving, per request, over the statistics window.", first: "tier",
        result.tiers.map { ($0.name, $0.sojournMilliseconds) }
      ).node)
    content.append(
      HTMLReport.summary(
        "Of that, waiting for a server, per operation.", first: "tier",
        result.tiers.map { ($0.name, $0.waitMilliseconds) }
      ).node)
    return Section(id: "latency", title: "Latency", content: content)
  }

  private func latencyFigure(
    _ id: String, _ title: String, _ words: String, _ series: [ChartSeries]
  ) -> [HTMLNode] {
    guard !series.isEmpty else { return [soft("\(title): nothing was measured in this run.")] }
    let scale = ChartScale.fittingTimes(series.flatMap { $0.values.compactMap { $0 } })
    let chart = chart(
      id: id, title: title, description: words,
      panels: [
        TimeChart.Panel(
          unit: scale.isLogarithmic ? "time (logarithmic)" : "time", series: series, height: 210,
          scale: scale, label: NumberText.timeTick)
      ])
    let table = DataTable.overTime(
      caption: "\(title): the largest quantile of the intervals in each row", clock: clock,
      series: series, largest: true, format: NumberText.milliseconds)
    return [
      figure(
        words + " Solid or dashed: p99; dotted: p50.", chart.svg, [table.folded("Table")])
    ]
  }

  // MARK: Queues

  var queueSection: Section? {
    guard clock.count > 0 else { return nil }
    let all = result.series.tiers.enumerated().map { index, tier in
      ChartSeries(name: tier.tier, values: tier.queueLength, ink: .cycle(index))
    }
    let series = all.filter { !$0.isSilent }
    var content: [HTMLNode] = []
    if series.isEmpty {
      content.append(
        soft("No request waited at any layer, so there is no chart: all averages are 0."))
    } else {
      let scale = ChartScale.fitting(series.flatMap { $0.values.compactMap { $0 } })
      let chart = chart(
        id: "queue", title: "Requests waiting",
        description: "Time average of each interval, all nodes of a tier together.",
        panels: [
          TimeChart.Panel(
            unit: scale.isLogarithmic ? "requests (logarithmic)" : "requests", series: series,
            height: 180, scale: scale)
        ])
      let silent = all.count - series.count
      let left = silent == 0 ? "" : " Left out: \(NumberText.plural(silent, "tier")) without any."
      content.append(
        figure(
          "Requests waiting for a server, all nodes of a tier together." + left, chart.svg,
          [
            DataTable.overTime(
              caption: "Requests waiting, means", clock: clock, series: series, largest: false,
              format: NumberText.short
            ).folded("Table")
          ]))
    }
    content.append(
      DataTable(
        caption: "Over the statistics window.",
        columns: [
          .words("tier"), .number("mean, all nodes"), .number("longest at one node"),
        ],
        rows: result.tiers.map {
          [$0.name, NumberText.short($0.queueLength.mean), NumberText.short($0.queueLength.max)]
        }
      ).node)
    return Section(id: "queues", title: "Queues", content: content)
  }
}
