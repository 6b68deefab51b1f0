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

  /// Whether the scenario asks how much a tier serves, and not how much it turns away.
  func wantsOnlyGoodput(of index: Int) -> Bool {
    var asks = false
    for objective in objectives {
      switch objective.metric {
      case .goodput(_, let tier) where tier == index && objective.isFloor: asks = true
      case .rejected(_, let tier) where tier == index: return false
      default: break
      }
    }
    return asks
  }
}

extension Objective {
  /// True for what must not be less than its limit.
  var isFloor: Bool { comparison == .greater || comparison == .greaterOrEqual }
}
