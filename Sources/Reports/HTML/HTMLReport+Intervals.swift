import ResultTypes

extension HTMLReport {
  /// Intervals of all figures, and the bands over replications.
  var intervalsSection: Section? {
    guard let intervals = Intervals(result, isComplete: false),
      let all = Intervals(result, isComplete: true)
    else { return nil }
    var content: [HTMLNode] = [
      soft("95 % intervals from \(intervals.method)."), table(intervals, "The first figures.").node,
    ]
    if !intervals.notes.isEmpty {
      content.append(.tag("ul", [], intervals.notes.map { .tag("li", [], $0) }))
    }
    content += bandFigures
    content.append(table(all, "All figures with an interval.").folded("All figures"))
    return Section(id: "intervals", title: "How sure", content: content)
  }

  private func table(_ intervals: Intervals, _ caption: String) -> DataTable {
    DataTable(
      caption: caption,
      columns: [.words("figure")] + intervals.columns.map { .number($0) }, rows: intervals.rows)
  }

  /// A chart for each series whose replications differ: the mean, and the smallest and largest of
  /// any replication as a band.
  private var bandFigures: [HTMLNode] {
    let names = [".served", ".rejected", ".latency_p99_ms"]
    let bands = (result.statistics?.bands ?? []).filter { band in
      names.contains { band.name.hasSuffix($0) } && band.mean.contains { ($0 ?? 0) > 0 }
    }
    return bands.enumerated().map { index, band in
      let series = [
        ChartSeries(name: "mean", values: band.mean, ink: .blue),
        ChartSeries(name: "smallest of any", values: band.least, ink: .gray, isSecondary: true),
        ChartSeries(name: "largest of any", values: band.most, ink: .gray, isSecondary: true),
        ChartSeries(
          name: "95 % of the mean, low", values: band.low, ink: .cycle(0), isSecondary: true),
        ChartSeries(
          name: "95 % of the mean, high", values: band.high, ink: .cycle(0), isSecondary: true),
      ]
      let isTime = band.unit == "ms"
      let scale = ChartScale.fitting(series.flatMap { $0.values.compactMap { $0 } })
      let panel =
        isTime
        ? TimeChart.Panel(
          unit: "time", series: series, height: 150, scale: scale, label: NumberText.timeTick)
        : TimeChart.Panel(unit: band.unit, series: series, height: 150)
      let chart = chart(
        id: "band-\(index)", title: band.name,
        description: "Mean over replications with its interval and the extremes.", panels: [panel])
      let data = DataTable.overTime(
        caption: band.name, clock: clock, series: series, largest: false,
        format: isTime ? { NumberText.milliseconds($0) } : { NumberText.short($0) })
      return figure(
        "\(band.name): mean over replications, its 95 % interval, and the smallest and largest of "
          + "any replication.", chart.svg, [data.folded("Table")])
    }
  }
}
