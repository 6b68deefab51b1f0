import ResultTypes
import ScenarioTypes

/// Makes the result of a sweep of the replications of its points.
public struct SweepGathering: Sendable {
  private let scenario: LoadedScenario
  private let toolVersion: String
  private let parameters: [VariedParameter]
  private let design: SweepDesign
  private let metrics: [String]
  private let takesAll: Bool

  /// - Parameters:
  ///   - scenario: before anything is varied.
  ///   - metrics: those to keep; empty: the key metrics, or all of them.
  public init(
    _ scenario: LoadedScenario, toolVersion: String, parameters: [VariedParameter],
    design: SweepDesign, metrics: [String], takesAll: Bool
  ) {
    self.scenario = scenario
    self.toolVersion = toolVersion
    self.parameters = parameters
    self.design = design
    self.metrics = metrics
    self.takesAll = takesAll
  }

  /// The result.
  ///
  /// - Parameters:
  ///   - points: the effective scenario and the figures of each point, in the order of the design.
  public func result(
    _ points: [VariantFigures], replications: Int, warnings: [String]
  ) -> SweepResult {
    let names = names(points)
    let loaded = scenario.scenario
    return SweepResult(
      tool: ToolIdentity(version: toolVersion),
      scenario: ScenarioIdentity(
        name: loaded.name, file: String(scenario.file.split(separator: "/").last ?? ""),
        digest: scenario.digest, description: loaded.description, start: loaded.start,
        text: scenario.effectiveText),
      seed: loaded.seed, design: design.name, replications: replications,
      parameters: parameters.enumerated().map { index, parameter in
        SweepParameter(path: parameter.path, values: values(index, parameter))
      },
      points: points.enumerated().map { number, figures in
        SweepPoint(
          number: number, digest: figures.digest, settings: design.points[number],
          metrics: names.map { self.figure($0, figures) })
      }, warnings: warnings, assumptions: scenario.parameters)
  }

  /// The values that a parameter has at any point, in the order of the grid; those of a Latin
  /// hypercube by their number.
  private func values(_ index: Int, _ parameter: VariedParameter) -> [String] {
    if design.name == "grid", let values = parameter.gridValues { return values }
    var seen: Set<String> = []
    let values = design.points.map { $0[index] }.filter { seen.insert($0).inserted }
    func number(_ text: String) -> Double? {
      Double(text.prefix { $0.isNumber || $0 == "." || $0 == "-" })
    }
    return values.allSatisfy { number($0) != nil }
      ? values.sorted { (number($0) ?? 0, $0) < (number($1) ?? 0, $1) } : values
  }

  private func names(_ points: [VariantFigures]) -> [String] {
    if !metrics.isEmpty { return metrics }
    var seen: Set<String> = []
    var all: [String] = []
    for point in points {
      for name in point.names where seen.insert(name).inserted { all.append(name) }
    }
    return takesAll ? all : KeyMetrics.chosen(from: all)
  }

  private func figure(_ name: String, _ figures: VariantFigures) -> SweepFigure {
    let metric = figures.metric(name)
    let own = metric?.own
    return SweepFigure(
      name: name, unit: own?.unit ?? metric?.unit ?? "", value: own?.mean, low: own?.low,
      high: own?.high, values: metric?.values ?? [])
  }
}
