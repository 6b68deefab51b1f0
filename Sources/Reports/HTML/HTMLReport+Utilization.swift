import ResultTypes

extension HTMLReport {
  var utilizationSection: Section? {
    guard clock.count > 0 else { return nil }
    var content: [HTMLNode] = []
    let series = result.series.tiers.enumerated().map { index, tier in
      ChartSeries(name: tier.tier, values: tier.utilization, ink: .cycle(index))
    }.filter { !$0.isSilent }
    if series.isEmpty {
      return Section(
        id: "utilisation", title: "Utilisation",
        content: [soft("No server was busy in \(NumberText.seconds(clock.endSeconds)).")])
    }
    let chart = chart(
      id: "utilisation-lines", title: "Utilisation by tier",
      description: "Busy share of all servers of all nodes of a tier over time.",
      panels: [
        TimeChart.Panel(
          unit: "busy", series: series, height: 150,
          scale: ChartScale(
            low: 0, high: 1, isLogarithmic: false, ticks: [0, 0.25, 0.5, 0.75, 1]),
          label: NumberText.percent)
      ])
    content.append(
      figure(
        "Busy share of all servers of a tier.", chart.svg,
        [
          DataTable.overTime(
            caption: "Busy share, means", clock: clock, series: series, largest: false,
            format: NumberText.percent
          ).folded("Table")
        ]))
    content.append(.tag("h3", [], "Node by node"))
    if result.series.tiers.contains(where: HTMLReport.deservesMap) {
      content.append(
        figure(
          "Each row is a node, each column a stretch of time. An orange bracket above a map is a "
            + "fault.", HeatMap.legend(), []))
    }
    for (index, tier) in result.series.tiers.enumerated() {
      content += heatFigure(index, tier)
    }
    return Section(id: "utilisation", title: "Utilisation", content: content)
  }

  /// Whether the nodes of a tier differ enough, or are busy enough, for a map to say something.
  private static func deservesMap(_ tier: TierSeries) -> Bool {
    guard tier.nodeUtilization.contains(where: { $0.contains { $0 > 0 } }) else { return false }
    return spreadPermille(tier) > 100 || peakPermille(tier) >= 500
  }

  /// The busiest column of any node.
  private static func peakPermille(_ tier: TierSeries) -> UInt16 {
    tier.nodeUtilization.compactMap { $0.max() }.max() ?? 0
  }

  /// The largest difference of two nodes in the same column.
  private static func spreadPermille(_ tier: TierSeries) -> UInt16 {
    let columns = tier.nodeUtilization.map(\.count).min() ?? 0
    return (0..<columns).map { column in
      let values = tier.nodeUtilization.map { $0[column] }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }.max() ?? 0
  }

  private func heatFigure(_ index: Int, _ tier: TierSeries) -> [HTMLNode] {
    let nodes = tier.nodeUtilization
    guard nodes.contains(where: { $0.contains { $0 > 0 } }) else {
      return [soft("\(tier.tier): no node was ever busy, so its map is left out (all 0 %).")]
    }
    let means = nodes.map { row in
      row.isEmpty ? 0 : row.reduce(0.0) { $0 + Double($1) } / Double(row.count) / 1000
    }
    let highest = means.max() ?? 0
    let lowest = means.min() ?? 0
    guard HTMLReport.deservesMap(tier) else {
      let spread = Double(HTMLReport.spreadPermille(tier)) / 10
      let words =
        "\(tier.tier): no map, as its \(NumberText.plural(nodes.count, "node")) were never more "
        + "than \(NumberText.fixed(spread, decimals: 1)) percentage points apart and never above "
        + "\(NumberText.percent(Double(HTMLReport.peakPermille(tier)) / 1000)); over the whole run "
        + "the idlest was \(NumberText.percent(lowest)) busy, the busiest "
        + "\(NumberText.percent(highest))."
      return [soft(words), nodeTable(tier, means: means).folded("Table")]
    }
    let map = HeatMap(
      id: "heat-\(index)", title: "Utilisation of the nodes of \(tier.tier)",
      description: "Means over the run from \(NumberText.percent(lowest)) to "
        + "\(NumberText.percent(highest)) by node.",
      permille: nodes, secondsPerColumn: tier.nodeUtilizationSeconds,
      axis: clock.axis, faults: result.faults)
    let caption =
      "\(tier.tier): \(NumberText.plural(nodes.count, "node")), over the whole run the idlest "
      + "\(NumberText.percent(lowest)) busy, the busiest \(NumberText.percent(highest))."
    return [figure(caption, map.svg, [nodeTable(tier, means: means).folded("Table")])]
  }

  /// Mean and busiest column by node; groups of neighbours when there are many.
  private func nodeTable(_ tier: TierSeries, means: [Double]) -> DataTable {
    let nodes = tier.nodeUtilization
    let rows = min(32, nodes.count)
    return DataTable(
      caption: "Busy share of the nodes of \(tier.tier), groups of neighbours",
      columns: [
        .words("nodes"), .number("mean"), .number("lowest mean"), .number("highest mean"),
        .number("busiest column"),
      ],
      rows: (0..<rows).map { row in
        let range = row * nodes.count / rows..<(row + 1) * nodes.count / rows
        let part = means[range]
        let peak = nodes[range].compactMap { $0.max() }.max() ?? 0
        let name =
          range.count == 1
          ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound - 1)"
        return [
          name, NumberText.percent(part.reduce(0, +) / Double(max(part.count, 1))),
          NumberText.percent(part.min() ?? 0), NumberText.percent(part.max() ?? 0),
          NumberText.percent(Double(peak) / 1000),
        ]
      })
  }
}
