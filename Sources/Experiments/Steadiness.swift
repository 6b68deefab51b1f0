import Quantities
import ScenarioTypes

/// Whether one run can be cut into batches that are alike.
public enum Steadiness {
  /// Why the statistics window of a scenario is not steady; nil when it is.
  public static func objection(_ scenario: Scenario) -> String? {
    if let fault = scenario.faults.first(where: { isInside($0, scenario) }) {
      return "the fault `\(fault.text)` changes the run"
    }
    for population in scenario.populations {
      switch population.source {
      case .clients: continue
      case .packets(let source):
        if changes(source.sends, scenario) { return "the sends of \(population.name) change" }
        if scenario.warmup.nanoseconds == 0 { return "groups wake for some time after the start" }
      case .requests(let source):
        if changes(source.rate, scenario) { return "the rate of \(population.name) changes" }
        if source.total != nil || source.atStart > 0 {
          return "\(population.name) has a start or an end"
        }
      }
    }
    return nil
  }

  /// A fault that does not hold for the whole window.
  private static func isInside(_ fault: Fault, _ scenario: Scenario) -> Bool {
    let end = fault.lasts.map { fault.at.nanoseconds &+ $0.nanoseconds } ?? .max
    let misses =
      fault.at >= scenario.duration || (end >= 0 && end <= scenario.warmup.nanoseconds)
    let covers = fault.at <= scenario.warmup && (end < 0 || end >= scenario.duration.nanoseconds)
    return !misses && !covers
  }

  /// A curve with two rates inside the window.
  private static func changes(_ curve: RateCurve, _ scenario: Scenario) -> Bool {
    if Set(curve.points.map(\.rate.perSecond)).count == 1 { return false }
    if curve.repeats { return true }
    let before = curve.points.last { $0.time <= scenario.warmup }
    let inside = curve.points.filter { $0.time > scenario.warmup && $0.time < scenario.duration }
    let after = curve.points.first { $0.time >= scenario.duration }
    let rates = ([before, after].compactMap { $0 } + inside).map(\.rate.perSecond)
    return Set(rates).count > 1
  }
}
