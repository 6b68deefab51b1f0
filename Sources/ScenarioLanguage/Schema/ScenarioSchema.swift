/// The JSON Schema (draft-07) of scenario and topology files, for editors.
///
/// It is made from the tables of keys that the loader reads by. It knows the shape of a file, its
/// keys, words and units; what needs the whole file (names of tiers, sums of shares) only the
/// loader checks.
public enum ScenarioSchema {
  /// The schema as JSON text; the same bytes every time.
  public static func json() -> String { root.text() + "\n" }

  static var root: SchemaValue {
    var writer = SchemaWriter()
    let members = writer.members(of: Grammar.scenario)
    return .object(
      [
        ("$schema", .string("http://json-schema.org/draft-07/schema#")),
        ("title", .string("Hongbao scenario or topology, version 1")),
        (
          "description",
          .string(
            "A scenario of a red-packet cluster: tiers, flow, network, populations, faults and "
              + "objectives; or a topology, which has the first three alone.")
        ),
      ] + members + [
        ("allOf", .array(conditions)),
        ("definitions", .object(writer.definitions.sorted { $0.0 < $1.0 })),
      ])
  }

  /// What a file needs depends on what it stands on: a base brings everything, a topology the
  /// cluster.
  private static var conditions: [SchemaValue] {
    let cluster = Grammar.topology.keys.map(\.name)
    let own = Grammar.scenario.keys.map(\.name).filter { !cluster.contains($0) && $0 != "base" }
    let isScenario = SchemaValue.anyOf(own.map { .required([$0]) })
    func not(_ key: String) -> SchemaValue { .object([("not", .required([key]))]) }
    func rule(_ conditions: [SchemaValue], _ table: KeyTable) -> SchemaValue {
      .object([
        ("if", .object([("allOf", .array(conditions))])),
        ("then", SchemaWriter.needs(table)),
      ])
    }
    var people = Grammar.scenario
    // A topology inside is made whole by the tiers beside it, so nothing is asked of it here.
    people.keys.removeAll {
      $0.name == "topology"
        || (cluster.contains($0.name) && !["version", "name"].contains($0.name))
    }
    var parts = Grammar.topology
    parts.keys.removeAll { ["version", "name", "description"].contains($0.name) }
    var alone = parts
    alone.keys = parts.keys.filter { $0.name == "tiers" }.map { key in
      var key = key
      key.shape = .scalar(.text)
      return key
    }
    return [
      rule([not("base"), isScenario], people),
      rule([not("base"), not("topology"), isScenario], parts),
      rule([not("base"), .object([("not", isScenario)])], alone),
    ]
  }
}
