import ScenarioTypes

extension Scenario {
  /// Whether a tier must have room for what comes: true unless the scenario says itself how much
  /// may be turned away there, by an objective or by an admission of its own.
  func mustHaveRoom(_ index: Int) -> Bool {
    guard tiers[index].admission == nil else { return false }
    return !objectives.contains { objective in
      switch objective.metric {
      case .rejected(_, let tier), .goodput(_, let tier): tier == index
      default: false
      }
    }
  }
}
