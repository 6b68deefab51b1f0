/// The contract of `comparison.json`, as JSON Schema and as a table.
enum ComparisonSchema {
  static func json() -> String {
    root.document(title: "hongbao comparison, schemaVersion 1")
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
        SchemaKey("version", .string, "Version of the tool that compared."),
      ]), "Which tool made it."),
    SchemaKey(
      "seed", .nullable(.integer), "Seed of all variants; null when stored results differ in it."),
    SchemaKey("simulated_seconds", .number, "Length of each run."),
    SchemaKey("warmup_seconds", .number, "Start of the statistics."),
    SchemaKey("replications", .integer, "The most of any variant."),
    SchemaKey("method", .string, "`paired` or `welch`."),
    SchemaKey("family_error", .number, "Chance of any wrong better or worse, at most."),
    SchemaKey("correction", .string, "`holm`."),
    SchemaKey("noise", .number, "Share of the baseline's value below which nothing matters."),
    SchemaKey("baseline", .string, "The variant that the others are compared with."),
    SchemaKey("variants", .array(.object(variant)), "The baseline first."),
    SchemaKey(
      "changes",
      .array(
        .object([
          SchemaKey("variant", .string, "Whose value it is."),
          SchemaKey("path", .string, "For example `tiers.cache.nodes`."),
          SchemaKey("baseline", .nullable(.string), "The baseline's value; null without one."),
          SchemaKey("value", .nullable(.string), "The variant's value; null without one."),
        ])), "What the effective scenarios say otherwise."),
    SchemaKey(
      "precision",
      .nullable(
        .object([
          SchemaKey("target", .number, "Largest half-width by the larger value."),
          SchemaKey("reached", .boolean, "Whether it held at two checkpoints in a row."),
          SchemaKey("metrics", .array(.string), "The metrics that decided."),
          SchemaKey("not_reached", .array(.string), "Those not known well enough."),
        ])), "What `--precision` asked for and got; null without it."),
    SchemaKey(
      "metrics", .array(.object(metric)), "Figures of which less, or more, is better."),
    SchemaKey(
      "context", .array(.object(metric)),
      "Figures that are neither; their verdict may be `different`."),
    SchemaKey(
      "bands",
      .array(
        .object([
          SchemaKey("name", .string, "For example `tiers.cache.served`."),
          SchemaKey("unit", .string, "Its unit."),
          SchemaKey("variant", .string, "Minus the baseline."),
          SchemaKey("mean", .array(.nullable(.number)), "Mean difference by interval."),
          SchemaKey("low", .array(.nullable(.number)), "Lower end of its 95 % interval."),
          SchemaKey("high", .array(.nullable(.number)), "Upper end of it."),
        ])), "Differences over time of the series that differ at all."),
    SchemaKey("interval_seconds", .number, "Length of an interval of the bands."),
    SchemaKey("warnings", .array(.string), "Things worth knowing, one sentence each."),
  ])

  private static let variant = [
    SchemaKey("name", .string, "As on the command line, or the file's name."),
    SchemaKey("file", .string, "The file's name without folders."),
    SchemaKey("scenario", .string, "The scenario's name."),
    SchemaKey("digest", .string, "SHA-256 (hex) of the effective scenario."),
    SchemaKey("replications", .integer, "Independent runs."),
    SchemaKey(
      "outcome", .string,
      "`baseline`, `equal`, `better`, `worse`, `mixed` or `no_difference`."),
  ]

  private static let interval = SchemaType.object([
    SchemaKey("mean", .nullable(.number), "Variant minus baseline; null without one of them."),
    SchemaKey("low", .nullable(.number), "Lower end; null where no interval holds."),
    SchemaKey("high", .nullable(.number), "Upper end."),
  ])

  private static let metric = [
    SchemaKey("name", .string, "For example `requests.claim.latency_ms.p99`."),
    SchemaKey("unit", .string, "`ms`, `s`, `1/s`, `1` (a share) or a noun."),
    SchemaKey("direction", .nullable(.string), "`lower` or `higher` is better; null: neither."),
    SchemaKey(
      "variants",
      .array(
        .object([
          SchemaKey("name", .string, "The variant."),
          SchemaKey("value", .nullable(.number), "Mean over replications, or ratio of sums."),
          SchemaKey("low", .nullable(.number), "Lower end of its own 95 % interval."),
          SchemaKey("high", .nullable(.number), "Upper end of it."),
          SchemaKey("values", .array(.nullable(.number)), "That of each replication."),
        ])), "In the order of the variants."),
    SchemaKey("difference", interval, "That of the first variant after the baseline."),
    SchemaKey(
      "verdict", .string,
      "Of the same: `better`, `worse`, `no_difference` or `within_noise`."),
    SchemaKey(
      "comparisons",
      .array(
        .object([
          SchemaKey("variant", .string, "Which one."),
          SchemaKey("difference", interval, "Minus the baseline, at the coverage `confidence`."),
          SchemaKey("verdict", .string, "As above."),
          SchemaKey("confidence", .number, "At least 0.95; more where Holm's step asks for it."),
          SchemaKey("p_value", .nullable(.number), "Two-sided, uncorrected; null: not tested."),
          SchemaKey("pairs", .integer, "Replications in both; 0 without pairs."),
          SchemaKey("correlation", .nullable(.number), "Of the two over the pairs."),
          SchemaKey("note", .nullable(.string), "Why there is no interval, or what is special."),
        ])), "One for each variant after the baseline."),
  ]
}
