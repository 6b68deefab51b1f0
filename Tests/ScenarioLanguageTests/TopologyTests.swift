import Foundation
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct TopologyTests {
  @Test(arguments: try ScenarioFixture.topologies())
  func `every topology says in its first lines what it shows and what limits it`(path: String)
    throws
  {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let head = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
    #expect(head.contains { $0.contains("What it shows:") })
    #expect(head.contains { $0.contains("Expected bottleneck:") })
  }

  @Test(arguments: try ScenarioFixture.topologies())
  func `every scenario loads, and its effective text loads to the same scenario`(path: String)
    throws
  {
    guard try ScenarioFixture.isScenario(path) else { return }
    let loaded = try ScenarioFixture.load(path)
    let again = try ScenarioFixture.load(text: loaded.effectiveText)
    #expect(again.digest == loaded.digest)
    #expect(again.effectiveText == loaded.effectiveText)
    #expect(again.scenario.withoutLines == loaded.scenario.withoutLines)
  }
}

extension Scenario {
  /// The scenario with the places of its objectives left out, which differ between files.
  var withoutLines: Scenario {
    var copy = self
    for index in copy.objectives.indices { copy.objectives[index].line = 0 }
    return copy
  }
}
