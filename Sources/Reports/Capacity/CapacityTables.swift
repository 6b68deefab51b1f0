import ResultTypes

/// The tables of a study as words and numbers, for all formats.
struct CapacityTables {
  /// A table without a look.
  struct Table {
    var title: String
    /// Titles with whether they are numbers.
    var columns: [(String, Bool)]
    var rows: [[String]]
  }

  let result: CapacityResult
  private let words: CapacityWords

  init(_ result: CapacityResult) {
    self.result = result
    words = CapacityWords(result)
  }

  var curve: Table {
    let names = result.tiers.map(\.name)
    let hasOpens = result.curve.contains { $0.openP99 != nil }
    return Table(
      title: "Loads that were simulated",
      columns: [
        ("load", true), (words.unit, true), ("seeds", true), ("p50", true), ("p99", true),
      ] + (hasOpens ? [("p99 open", true)] : []) + [("rejected", true), ("stay", true)]
        + names.map { ($0, true) } + [("outcome", false)],
      rows: result.curve.map { point in
        [
          CapacityWords.times(point.multiple), NumberText.short(point.claimsPerSecond),
          "\(point.seeds)", NumberText.milliseconds(point.p50),
          NumberText.milliseconds(point.p99),
        ] + (hasOpens ? [NumberText.milliseconds(point.openP99)] : [])
          + [NumberText.percent(point.rejected), NumberText.percent(max(point.growth, 0))]
          + point.utilization.map(NumberText.percent)
          + [point.holds ? "✓ holds" : "✗ " + point.failed.joined(separator: ", ")]
      })
  }

  var tiers: Table {
    Table(
      title: "What each tier can do, by formula from a calm load",
      columns: [
        ("tier", false), ("nodes", true), ("servers", true), ("visits", true),
        ("server time", true), ("busy at plan", true), ("full at load", true),
        ("full at", true),
      ],
      rows: result.tiers.map { tier in
        [
          tier.name, NumberText.grouped(tier.nodes), NumberText.grouped(tier.servers),
          NumberText.fixed(tier.visitsPerClaim, decimals: 3),
          NumberText.milliseconds(tier.serviceMilliseconds),
          NumberText.percent(tier.utilization),
          tier.limit.map(CapacityWords.times) ?? "–",
          tier.limit.map { words.rate($0 * perMultiple) } ?? "–",
        ]
      })
  }

  private var perMultiple: Double {
    result.plan.multiple > 0 ? result.plan.claimsPerSecond / result.plan.multiple : 0
  }

  var fleet: Table {
    let names = result.fleet.first?.tiers.map(\.name) ?? []
    func sizes(_ fleet: CapacityFleet) -> [String] {
      fleet.tiers.map { tier in
        "\(tier.nodes)" + (tier.servers > 1 ? " x \(tier.servers)" : "") + " (\(tier.reason))"
      }
    }
    var rows = result.fleet.map { fleet in
      [fleet.purpose] + sizes(fleet) + [
        NumberText.short(fleet.cost), fleet.confirmed ? "✓ holds" : "✗ not shown",
        fleet.smallest ? "✓ shown" : "–",
      ]
    }
    if let first = result.fleet.first {
      let now = first.tiers.map { tier in
        let own = result.tiers.first { $0.name == tier.name }
        return "\(own?.nodes ?? tier.now)" + (tier.servers > 1 ? " x \(own?.servers ?? 1)" : "")
      }
      rows.append(
        ["now"] + now + [
          NumberText.short(result.costNow), result.headroom.held ? "✓ holds" : "✗ fails", "–",
        ])
    }
    return Table(
      title: "Smallest fleets for the plan: nodes x servers (what needs so many)",
      columns: [("fleet", false)] + names.map { ($0, true) }
        + [("cost", true), ("plan held", false), ("smallest", false)], rows: rows)
  }

  var steps: Table {
    // Steps that need no simulation have none.
    let hasLatencies = result.steps.contains { $0.p99 != nil }
    return Table(
      title: "A step less or more of each tier, from the smallest fleet on",
      columns: [
        ("tier", false), ("change", true), ("cost", true), ("busy", true), ("mean wait", true),
      ] + (hasLatencies ? [("p99", true)] : []) + [("outcome", false)],
      rows: result.steps.map { step in
        [
          step.tier, (step.change > 0 ? "+" : "") + "\(step.change)",
          (step.cost > 0 ? "+" : "") + NumberText.short(step.cost),
          NumberText.percent(step.utilization), NumberText.milliseconds(step.meanWait),
        ] + (hasLatencies ? [NumberText.milliseconds(step.p99)] : []) + [
          step.holds.map { $0 ? "✓ holds" : "✗ " + step.failed.joined(separator: ", ") }
            ?? (step.failed.isEmpty
              ? "not simulated" : "in doubt: " + step.failed.joined(separator: ", "))
        ]
      })
  }

  var frontier: Table {
    Table(
      title: "Fleets that were simulated at the plan",
      columns: [
        ("cost", true), ("p99", true), ("rejected", true), ("seeds", true), ("outcome", false),
        ("fleet", false),
      ],
      rows: result.frontier.map { point in
        [
          NumberText.short(point.cost), NumberText.milliseconds(point.p99),
          NumberText.percent(point.rejected), "\(point.seeds)",
          point.holds ? (point.efficient ? "✓ efficient" : "✓ holds") : "✗ fails", point.fleet,
        ]
      })
  }

  var zone: Table? {
    guard let zone = result.zoneLost else { return nil }
    return Table(
      title: "Nodes lost with \(zone.zone), and what is left",
      columns: [
        ("tier", false), ("nodes", true), ("lost", true), ("left", true),
        ("busy at plan with it", true), ("without it", true),
      ],
      rows: zip(result.tiers, zone.nodesLost).map { tier, lost in
        let left = Double(tier.nodes - lost) / Double(max(tier.nodes, 1))
        return [
          tier.name, "\(tier.nodes)", "\(lost)", "\(tier.nodes - lost)",
          NumberText.percent(tier.utilization),
          left > 0 ? NumberText.percent(tier.utilization / left) : "–",
        ]
      })
  }

  var tornado: Table {
    Table(
      title: "Largest load / load asked for at the ends of each range",
      columns: [
        ("input", false), ("from", true), ("to", true), ("at the low end", true),
        ("at the high end", true), ("swing", true),
      ],
      rows: result.sensitivity.map { item in
        [
          item.input, "x \(CapacityWords.times(item.low))", "x \(CapacityWords.times(item.high))",
          CapacityWords.times(item.ratioAtLow), CapacityWords.times(item.ratioAtHigh),
          CapacityWords.times(item.swing),
        ]
      })
  }

  var corners: Table? {
    guard !result.probability.confirmed.isEmpty else { return nil }
    return Table(
      title: "Corners of the ranges that were simulated",
      columns: [("inputs", false), ("formula", false), ("simulation", false)],
      rows: result.probability.confirmed.map { corner in
        [
          corner.inputs, corner.predicted ? "holds" : "fails",
          corner.holds ? "✓ holds" : "✗ " + corner.failed.joined(separator: ", "),
        ]
      })
  }

  /// All of them, in reading order.
  var all: [Table] {
    [curve, tiers, fleet, steps, frontier] + [zone].compactMap { $0 } + [tornado]
      + [corners].compactMap { $0 }
  }
}
