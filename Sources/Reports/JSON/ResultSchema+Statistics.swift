extension ResultSchema {
  static let statistics = [
    SchemaKey("method", .string, "`replications` or `batch means`."),
    SchemaKey("confidence", .number, "Nominal coverage of the intervals: 0.95."),
    SchemaKey("replications", .integer, "Independent runs; 1 for batch means."),
    SchemaKey(
      "precision",
      .nullable(
        .object([
          SchemaKey("target", .number, "Largest half-width by the mean asked for."),
          SchemaKey("reached", .boolean, "Whether it held at two checkpoints in a row."),
          SchemaKey("metrics", .array(.string), "The metrics that decided."),
          SchemaKey("not_reached", .array(.string), "Those not known well enough at the end."),
        ])), "What `--precision` asked for and got; null without it."),
    SchemaKey(
      "metrics",
      .array(
        .object([
          SchemaKey("name", .string, "For example `tiers.cache.wait_ms.p99`."),
          SchemaKey("unit", .string, "`ms`, `s`, `1/s`, `1` (a share) or a noun."),
          SchemaKey("mean", .number, "The estimate; quantiles are those of all runs merged."),
          SchemaKey("low", .nullable(.number), "Lower end; null where none holds: see `note`."),
          SchemaKey("high", .nullable(.number), "Upper end."),
          SchemaKey("relative_half_width", .nullable(.number), "Half the width by the mean."),
          SchemaKey("observations", .integer, "Replications or batches with a value."),
          SchemaKey(
            "warmup_seconds", .nullable(.number), "Where its statistics begin, if detected."),
          SchemaKey("note", .nullable(.string), "Why there is no interval, or what is special."),
        ])), "Every figure under a stable name; `peaks.*` are those of the worst interval."),
    SchemaKey(
      "bands",
      .array(
        .object([
          SchemaKey("name", .string, "For example `tiers.cache.served`."),
          SchemaKey("unit", .string, "Its unit."),
          SchemaKey("mean", .array(.nullable(.number)), "Mean over replications by interval."),
          SchemaKey("low", .array(.nullable(.number)), "Lower end of the mean's 95 % interval."),
          SchemaKey("high", .array(.nullable(.number)), "Upper end of it."),
          SchemaKey("least", .array(.nullable(.number)), "The smallest of any replication."),
          SchemaKey("most", .array(.nullable(.number)), "The largest of any replication."),
        ])), "Series over time with their spread; empty for one run."),
  ]
}
