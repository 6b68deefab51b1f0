/// The contract of `sweep.json`, as JSON Schema and as a table.
enum SweepSchema {
  static func json() -> String {
    root.document(title: "hongbao sweep, schemaVersion 1")
  }

  static func markdownTable() -> String {
    root.markdownTable
  }

  private static let root = SchemaType.object([
    SchemaKey("schemaVersion", .integer, "Version of this layout: 1."),
    SchemaKey(
      "tool",
      .object([
        SchemaKey("name", .string, "Always `hongbao`."),
        SchemaKey("version", .string, "Version of the tool that ran it."),
      ]), "Which tool made it."),
    SchemaKey("scenario", .object(scenario), "The scenario before anything is varied."),
    SchemaKey("seed", .integer, "Seed of all points, up to 2⁶⁴-1."),
    SchemaKey("design", .string, "`grid` or `latin hypercube`."),
    SchemaKey("replications", .integer, "Replications of each point."),
    SchemaKey("confidence", .number, "Nominal coverage of the intervals: 0.95."),
    SchemaKey(
      "parameters",
      .array(
        .object([
          SchemaKey("path", .string, "For example `tiers.cache.nodes`."),
          SchemaKey(
            "values", .array(.string),
            "The values of the points as a scenario writes them, rising where they are numbers."),
        ])), "What is varied, in the order of the command line."),
    SchemaKey("points", .array(.object(point)), "One for each combination of values."),
    SchemaKey("warnings", .array(.string), "Things worth knowing, one sentence each."),
    .assumptions,
  ])

  private static let scenario = [
    SchemaKey("name", .string, "The scenario's name."),
    SchemaKey("file", .string, "The file's name without folders."),
    SchemaKey("digest", .string, "SHA-256 (hex) of the effective scenario."),
    SchemaKey("description", .nullable(.string), "What the scenario says about itself."),
    SchemaKey("start", .nullable(.string), "Clock time of the first simulated moment."),
    SchemaKey("text", .string, "The effective scenario: one self-contained YAML text."),
  ]

  private static let point = [
    SchemaKey("number", .integer, "From 0."),
    SchemaKey("digest", .string, "SHA-256 (hex) of the point's effective scenario."),
    SchemaKey("settings", .array(.string), "The value of each parameter, in their order."),
    SchemaKey(
      "metrics",
      .array(
        .object([
          SchemaKey("name", .string, "For example `requests.claim.latency_ms.p99`."),
          SchemaKey("unit", .string, "`ms`, `s`, `1/s`, `1` (a share) or a noun."),
          SchemaKey(
            "value", .nullable(.number), "Mean over replications; null: nothing was measured."),
          SchemaKey(
            "low", .nullable(.number), "Lower end of the 95 % interval; null: none can be given."),
          SchemaKey("high", .nullable(.number), "Upper end of it."),
          SchemaKey("values", .array(.nullable(.number)), "That of each replication."),
        ])), "The figures that were kept."),
  ]
}
