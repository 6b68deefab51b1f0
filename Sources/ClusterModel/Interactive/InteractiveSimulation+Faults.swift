import Quantities
import ScenarioTypes
import SimulationKernel

/// Faults from outside, of the same kinds as those of scenarios.
extension InteractiveSimulation {
  /// A fault begins now.
  ///
  /// - Parameters:
  ///   - kind: what breaks; tiers and nodes must be those of the scenario.
  ///   - lasts: how long; nil: until it is lifted.
  ///   - text: the words for charts and reports.
  /// - Returns: the number under which it is lifted; those of the scenario count from 0.
  @discardableResult
  public mutating func inject(_ kind: Fault.Kind, lasts: TimeSpan?, text: String) -> Int {
    loaded.scenario.faults.append(
      Fault(kind: kind, at: TimeSpan(nanoseconds: reached), lasts: lasts, text: text))
    noteIntervention("\(text) from \(Double(reached) / 1e9) s on, from outside")
    replaceFaults()
    return loaded.scenario.faults.count - 1
  }

  /// Ends a fault that holds now; false when no such one does.
  public mutating func lift(_ number: Int) -> Bool {
    guard loaded.scenario.faults.indices.contains(number) else { return false }
    let fault = loaded.scenario.faults[number]
    guard isActive(fault) else { return false }
    loaded.scenario.faults[number].lasts = TimeSpan(
      nanoseconds: reached - fault.at.nanoseconds)
    noteIntervention("\(fault.text) lifted at \(Double(reached) / 1e9) s, from outside")
    replaceFaults()
    return true
  }

  /// All faults, by number.
  public var faults: [LiveFault] {
    loaded.scenario.faults.enumerated().map { number, fault in
      LiveFault(
        number: number, text: fault.text, fromSeconds: fault.at.seconds,
        toSeconds: fault.lasts.map { fault.at.seconds + $0.seconds }, isActive: isActive(fault))
    }
  }

  private func isActive(_ fault: Fault) -> Bool {
    guard fault.at.nanoseconds <= reached else { return false }
    guard let lasts = fault.lasts?.nanoseconds else { return true }
    return reached - fault.at.nanoseconds < lasts
  }

  private mutating func replaceFaults() {
    let plan = FaultPlan(loaded.scenario)
    let places = FabricBuilder(loaded.scenario).places
    let now = reached
    simulation.withWorld { world, queue in
      world.replaceFaults(with: plan, places: places, at: now, &queue)
    }
  }

  /// A result that was disturbed says so.
  private mutating func noteIntervention(_ text: String) { loaded.warnings.append(text) }
}
