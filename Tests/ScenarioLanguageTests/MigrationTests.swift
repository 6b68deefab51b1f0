import ScenarioLanguage
import Testing

@Suite struct `Migrating scenario files` {
  private func migrate(
    _ text: String, to newest: Int = ScenarioMigration.version, by steps: [MigrationStep] = []
  ) -> ScenarioMigration.Outcome {
    ScenarioMigration.migrate(Array(text.utf8), path: "x.yaml", to: newest, by: steps)
  }

  private func text(_ outcome: ScenarioMigration.Outcome) throws -> String {
    guard case .changed(let text, _) = outcome else {
      Issue.record("\(outcome)")
      return ""
    }
    return text
  }

  @Test(arguments: [
    ("# why\n\nname: x # mine\n", "# why\n\nversion: 1\nname: x # mine\n"),
    ("# why\r\nname: x\r\n", "# why\r\nversion: 1\r\nname: x\r\n"),
    ("---\n\"name\": x\n", "---\nversion: 1\n\"name\": x\n"),
    ("  name: x\n  seed: 1", "  version: 1\n  name: x\n  seed: 1"),
    ("{name: 红包, seed: 1}\n", "{version: 1, name: 红包, seed: 1}\n"),
    ("tiers: {version: {nodes: 1}}\n", "version: 1\ntiers: {version: {nodes: 1}}\n"),
  ])
  func `a file without version gets one before its first key`(_ old: String, _ new: String) throws {
    #expect(try text(migrate(old)) == new)
  }

  @Test(arguments: ["version: 1\nname: x\n", "name: x\nversion: '1'\n", "{\"version\": 1}\n"])
  func `a file of the present version stays`(_ text: String) {
    guard case .current = migrate(text) else {
      Issue.record("\(migrate(text))")
      return
    }
  }

  @Test(arguments: [
    ("version: 2\n", "version 2 is of a newer hongbao", 1, 10),
    ("name: x\nversion: 1.0\n", "`1.0` is no version", 2, 10),
    ("version: 0\n", "`0` is no version", 1, 10), ("version: 01\n", "`01` is no version", 1, 10),
    ("version: [1]\n", "`[1]` is no version", 1, 10),
    ("- version: 1\n", "a scenario is a mapping, not a list", 1, 1),
    ("name: [x\n", "not valid YAML: this list is not closed, or a comma is missing", 1, 7),
  ])
  func `what cannot be migrated is told with its place`(
    _ text: String, _ message: String, _ line: Int, _ column: Int
  ) throws {
    guard case .invalid(let diagnostics) = migrate(text) else {
      Issue.record("\(migrate(text))")
      return
    }
    let first = try #require(diagnostics.first)
    #expect(first.message == message)
    #expect(first.line == line && first.column == column, "\(first)")
  }

  /// The steps of no version that there has been: what a later one will need.
  @Test func `steps rename keys in their order, and nothing else changes`() throws {
    let steps = [
      MigrationStep(
        from: 1, [.init("tiers.*.servers", to: "workers"), .init("faults.*.kind", to: "what")]),
      MigrationStep(from: 2, [.init("tiers.*.workers", to: "cores")]),
    ]
    let old = """
      # servers: not here
      version: 1   # the first
      tiers:
        gate way: {nodes: 2, servers: 3}  # servers
        servers:
          "servers": 8
      faults: [ {kind: crash}, {at: 1s} ]

      """
    let new = """
      # servers: not here
      version: 3   # the first
      tiers:
        gate way: {nodes: 2, cores: 3}  # servers
        servers:
          cores: 8
      faults: [ {what: crash}, {at: 1s} ]

      """
    guard case .changed(let text, let changes) = migrate(old, to: 3, by: steps) else {
      Issue.record("\(migrate(old, to: 3, by: steps))")
      return
    }
    #expect(text == new)
    #expect(changes.first == "line 4: `servers` is `workers`")
    #expect(changes.last == "`version` is 3")
    #expect(
      try self.text(migrate("tiers: {a: {servers: 1}}\n", to: 3, by: steps))
        == "version: 3\ntiers: {a: {cores: 1}}\n")
  }
}
