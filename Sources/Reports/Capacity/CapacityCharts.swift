import ResultTypes

/// The pictures of a study.
struct CapacityCharts {
  let result: CapacityResult
  private let words: CapacityWords

  init(_ result: CapacityResult) {
    self.result = result
    words = CapacityWords(result)
  }

  private var perMultiple: Double {
    result.plan.multiple > 0 ? result.plan.claimsPerSecond / result.plan.multiple : 0
  }

  /// Latency, what is refused or left behind, and how busy the tiers are, over the load.
  var knee: PlotChart {
    func marks(_ figure: (CapacityCurvePoint) -> Double?, _ text: (Double) -> String)
      -> [PlotChart.Mark]
    {
      result.curve.map { point in
        let value = figure(point)
        return PlotChart.Mark(
          x: point.claimsPerSecond, y: value, isGood: point.holds,
          words: "\(words.rate(point.claimsPerSecond)): \(value.map(text) ?? "–"), "
            + "\(NumberText.plural(point.seeds, "seed"))")
      }
    }
    var p99 = marks(\.p99) { NumberText.milliseconds($0) }
    for (index, point) in result.curve.enumerated() {
      p99[index].low = point.p99Low.map { max($0, 0) }
      p99[index].high = point.p99High
    }
    var latencies = [PlotChart.Line(name: "p99", marks: p99, ink: .vermilion)]
    latencies.append(
      PlotChart.Line(
        name: "p50", marks: marks(\.p50) { NumberText.milliseconds($0) }, ink: .blue))
    if result.curve.contains(where: { $0.openP99 != nil }) {
      latencies.append(
        PlotChart.Line(
          name: "p99 of opens", marks: marks(\.openP99) { NumberText.milliseconds($0) },
          ink: .purple))
    }
    let all = latencies.flatMap(\.marks).compactMap(\.y)
    let losses = [
      PlotChart.Line(
        name: "refused for want of room", marks: marks(\.rejected, NumberText.percent),
        ink: .orange),
      PlotChart.Line(
        name: "arrivals that stay in a tier",
        marks: marks({ max($0.growth, 0) }, NumberText.percent), ink: .green),
    ]
    let busy = result.tiers.indices.map { tier in
      PlotChart.Line(
        name: result.tiers[tier].name,
        marks: marks(
          { $0.utilization.indices.contains(tier) ? $0.utilization[tier] : nil },
          NumberText.percent), ink: .cycle(tier))
    }
    let most = result.curve.map(\.claimsPerSecond).max() ?? 1
    return PlotChart(
      id: "knee", title: "Latency, losses and busy tiers over the load",
      description: "Circles hold every objective, crosses do not.",
      panels: [
        PlotChart.Panel(
          unit: "latency", lines: latencies, height: 170, scale: ChartScale.fittingTimes(all),
          label: NumberText.timeTick),
        PlotChart.Panel(unit: "share", lines: losses, height: 90, label: NumberText.percent),
        PlotChart.Panel(
          unit: "busy", lines: busy, height: 120,
          scale: ChartScale(
            low: 0, high: 1, isLogarithmic: false, ticks: [0, 0.25, 0.5, 0.75, 1]),
          label: NumberText.percent),
      ],
      rules: rules, axis: .linear(maximum: most * 1.02, ticks: 8), axisUnit: words.unit)
  }

  private var rules: [PlotChart.Rule] {
    var rules = [
      PlotChart.Rule(
        x: result.plan.claimsPerSecond,
        text: "plan \(NumberText.short(result.plan.claimsPerSecond))", ink: .gray)
    ]
    if let zone = result.zoneLost, zone.largestLoad.multiple > 0 {
      rules.append(
        PlotChart.Rule(
          x: zone.largestLoad.claimsPerSecond,
          text: "without a zone \(NumberText.short(zone.largestLoad.claimsPerSecond))",
          ink: .purple))
    }
    if result.largestLoad.multiple > 0 {
      rules.append(
        PlotChart.Rule(
          x: result.largestLoad.claimsPerSecond,
          text: "holds \(NumberText.short(result.largestLoad.claimsPerSecond))", ink: .green))
    }
    return rules.sorted { $0.x < $1.x }
  }

  /// Cost against p99, and against what is rejected where anything is.
  var frontier: PlotChart {
    func line(_ name: String, _ ink: ChartSeries.Ink, _ figure: (CapacityFrontierPoint) -> Double?)
      -> PlotChart.Line
    {
      PlotChart.Line(
        name: name,
        marks: result.frontier.map { point in
          PlotChart.Mark(
            x: point.cost, y: figure(point), isGood: point.holds,
            words: "cost \(NumberText.short(point.cost)): \(point.fleet)")
        }, ink: ink, isJoined: false)
    }
    let times = result.frontier.compactMap(\.p99)
    let most = result.frontier.map(\.cost).max() ?? 1
    var panels = [
      PlotChart.Panel(
        unit: "p99", lines: [line("fleets", .blue, \.p99)], height: 130,
        scale: ChartScale.fittingTimes(times), label: NumberText.timeTick)
    ]
    if result.frontier.contains(where: { $0.rejected > 0 }) {
      panels.append(
        PlotChart.Panel(
          unit: "rejected", lines: [line("fleets", .orange, { $0.rejected })], height: 90,
          label: NumberText.percent))
    }
    return PlotChart(
      id: "frontier", title: "Cost of a fleet against p99 and rejections at the plan",
      description: "Circles hold every objective, crosses do not.", panels: panels,
      axis: .linear(maximum: most * 1.02, ticks: 8), axisUnit: "cost")
  }

  /// What each uncertain input does.
  var tornado: TornadoChart {
    TornadoChart(
      id: "tornado", title: "Largest load / load asked for over the range of each input",
      bars: result.sensitivity.map { item in
        TornadoChart.Bar(
          name: item.input,
          ends: (
            "x \(CapacityWords.times(item.low))", "x \(CapacityWords.times(item.high))"
          ), values: (item.ratioAtLow, item.ratioAtHigh))
      },
      middle: result.headroom.ratio, limit: (1, "the plan, just held"),
      unit: "largest load / load asked for")
  }
}
