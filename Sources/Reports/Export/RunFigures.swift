import ResultTypes

/// The figures of a run: first those of the run as a whole, then those of each replication.
enum RunFigures {
  /// One figure with what its name says.
  struct Entry {
    var replication: Int?
    var name: FigureName
    var unit: String
    var value: Double?
    var low: Double?
    var high: Double?
  }

  static func of(_ run: KeptRun) -> [Entry] {
    let tiers = run.result?.tiers.map(\.name) ?? []
    var entries = whole(run, tiers)
    for replication in run.replications {
      entries += replication.figures.map { figure in
        Entry(
          replication: replication.number, name: FigureName(figure.name, tiers: tiers),
          unit: figure.unit, value: figure.value)
      }
    }
    return entries
  }

  /// The estimates of the result; for one run its own figures where there is no estimate.
  private static func whole(_ run: KeptRun, _ tiers: [String]) -> [Entry] {
    guard let result = run.result else { return [] }
    let estimates = result.statistics?.metrics ?? []
    var entries = estimates.map { estimate in
      Entry(
        replication: nil, name: FigureName(estimate.name, tiers: tiers), unit: estimate.unit,
        value: estimate.mean, low: estimate.low, high: estimate.high)
    }
    guard run.replications.count == 1, let only = run.replications.first else { return entries }
    let known = Set(estimates.map(\.name))
    for figure in only.figures where !known.contains(figure.name) {
      entries.append(
        Entry(
          replication: nil, name: FigureName(figure.name, tiers: tiers), unit: figure.unit,
          value: figure.value))
    }
    return entries
  }
}

extension KeptRun {
  /// All figures in long form: first those of the run as a whole, then those of each replication.
  public var figureRows: [ExportRow] {
    RunFigures.of(self).map { entry in
      ExportRow(
        replication: entry.replication, tier: entry.name.tier, metric: entry.name.metric,
        unit: entry.unit, value: entry.value, low: entry.low, high: entry.high)
    }
  }
}

extension ReplicationFigures {
  /// The figures of this replication alone, in long form.
  ///
  /// - Parameter tiers: the names of all tiers.
  public func rows(tiers: [String]) -> [ExportRow] {
    figures.map { figure in
      let name = FigureName(figure.name, tiers: tiers)
      return ExportRow(
        replication: number, tier: name.tier, metric: name.metric, unit: figure.unit,
        value: figure.value)
    }
  }
}
