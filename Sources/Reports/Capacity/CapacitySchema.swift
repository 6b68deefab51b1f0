/// The contract of `capacity.json`, as JSON Schema.
enum CapacitySchema {
  static func json() -> String {
    root.document(title: "hongbao capacity study, schemaVersion 1")
  }

  private static let root = SchemaType.object(
    [
      SchemaKey("schemaVersion", .integer, "Version of this layout: 1."),
      SchemaKey(
        "tool",
        .object([
          SchemaKey("name", .string, "Always `hongbao`."),
          SchemaKey("version", .string, "Version of the tool that made the study."),
        ]), "Which tool made it."),
      SchemaKey(
        "scenario",
        .object([
          SchemaKey("name", .string, "The scenario's name."),
          SchemaKey("file", .string, "The file's name without folders."),
          SchemaKey("digest", .string, "SHA-256 (hex) of the effective scenario."),
          SchemaKey("description", .nullable(.string), "What it shows, if given."),
          SchemaKey("start", .nullable(.string), "Where time 0 lies on the clock, if given."),
          SchemaKey("text", .string, "The effective scenario."),
        ]), "What was studied."),
      SchemaKey("seed", .integer, "Seed of the scenario."),
      SchemaKey("answer", .array(.string), "The answer in sentences."),
      SchemaKey(
        "method",
        .object([
          SchemaKey("counts", .string, "What loads are counted in: `claims` or `requests`."),
          SchemaKey("warmup_seconds", .number, "Of a point, before its window."),
          SchemaKey("window_seconds", .number, "What a point is judged by."),
          SchemaKey("replications", .integer, "Seeds by which a load is shown to hold."),
          SchemaKey("confidence", .number, "Of the one-sided bounds."),
          SchemaKey("precision", .number, "Largest relative width of the bracket."),
          SchemaKey("peak_seconds", .number, "Second of the scenario whose traffic is held."),
        ]), "How points were made."),
      SchemaKey(
        "plan",
        .object([
          SchemaKey("multiple", .number, "Of the scenario's own load."),
          SchemaKey("claims_per_second", .number, "The same in claims (or requests)."),
        ]), "The planned peak."),
      SchemaKey("largest_load", .object(load), "The largest load that was shown to hold."),
      SchemaKey("limiting_tier", .nullable(.string), "The tier that limits; null: none found."),
      SchemaKey("next_limiting_tier", .nullable(.string), "The one that limits next."),
      SchemaKey("next_load", .nullable(.object(load)), "Largest load with the first relieved."),
      SchemaKey("next_factor", .nullable(.integer), "How many times as much of the first."),
      SchemaKey(
        "headroom",
        .object([
          SchemaKey("ratio", .number, "Largest load / plan."),
          SchemaKey("held", .boolean, "Whether the plan holds."),
          SchemaKey("failed", .array(.string), "Conditions that fail at the plan."),
        ]), "Room above the plan."),
      SchemaKey("curve", .array(.object(curve)), "Loads that were simulated, rising."),
      SchemaKey("tiers", .array(.object(tier)), "What each tier can do, by formula."),
    ] + pictures + sizes + doubts)

  private static let pictures = [
    SchemaKey(
      "topology",
      .object([
        SchemaKey(
          "sites",
          .array(
            .array(
              .object([
                SchemaKey("place", .string, "City and zone."),
                SchemaKey("nodes", .integer, "Nodes of the tier there."),
              ]))), "By tier, in the order of `tiers`."),
        SchemaKey(
          "ways",
          .array(
            .object([
              SchemaKey("kind", .string, "`send`, `claim` or `open`."),
              SchemaKey("tiers", .array(.integer), "Places of tiers in `tiers`, in order."),
              SchemaKey("per_second", .number, "First tries at the plan."),
            ])), "The ways of requests."),
        SchemaKey(
          "links",
          .array(
            .object([
              SchemaKey("name", .string, "Between what."),
              SchemaKey("latency", .string, "One way."),
            ])), "Latencies of the network."),
      ]), "Places, ways and links.")
  ]

  private static let sizes = [
    SchemaKey(
      "fleet",
      .array(
        .object([
          SchemaKey("purpose", .string, "`plan`, `node lost` or `zone lost`."),
          SchemaKey("cost", .number, "Of all tiers."),
          SchemaKey(
            "tiers",
            .array(
              .object([
                SchemaKey("name", .string, "The tier."),
                SchemaKey("nodes", .integer, "Its nodes."),
                SchemaKey("servers", .integer, "Servers of a node."),
                SchemaKey("now", .integer, "Nodes (or servers) in the scenario."),
                SchemaKey("cost", .number, "Of the tier."),
                SchemaKey("utilization", .nullable(.number), "Busy share at the plan."),
                SchemaKey("reason", .string, "What needs so many."),
              ])), "Its sizes."),
          SchemaKey("confirmed", .boolean, "Shown to hold by simulation."),
          SchemaKey("smallest", .boolean, "Shown that a step less of any tier fails."),
          SchemaKey("evidence", .array(.object(evidence)), "Conditions with their numbers."),
        ])), "The smallest fleets."),
    SchemaKey("cost_now", .number, "What the tiers cost as the scenario has them."),
    SchemaKey(
      "frontier",
      .array(
        .object([
          SchemaKey("cost", .number, "Of the fleet."),
          SchemaKey("fleet", .string, "Its sizes in words."),
          SchemaKey("p99_ms", .nullable(.number), "Of claims, as users see it."),
          SchemaKey("rejected", .number, "Largest share of a tier refused for want of room."),
          SchemaKey("holds", .boolean, "Whether it holds the plan."),
          SchemaKey("seeds", .integer, "Seeds that were simulated."),
          SchemaKey("efficient", .boolean, "No cheaper fleet is as good."),
        ])), "Fleets that were simulated at the plan, by cost."),
    SchemaKey(
      "steps",
      .array(
        .object([
          SchemaKey("tier", .string, "The tier."),
          SchemaKey("change", .integer, "Nodes (or servers) more or less."),
          SchemaKey("cost", .number, "What that changes."),
          SchemaKey("utilization", .number, "Busy share by formula."),
          SchemaKey("mean_wait_ms", .nullable(.number), "By formula; null: without end."),
          SchemaKey("p99_ms", .nullable(.number), "Where it was simulated."),
          SchemaKey("rejected", .nullable(.number), "Where it was simulated."),
          SchemaKey(
            "holds", .nullable(.boolean), "Whether the plan is held; null: unknown, or in doubt."),
          SchemaKey("failed", .array(.string), "What fails."),
        ])), "A step less or more of each tier, from the smallest fleet on."),
    SchemaKey(
      "zone_lost",
      .nullable(
        .object([
          SchemaKey("zone", .string, "The zone whose loss costs most."),
          SchemaKey("nodes_lost", .array(.integer), "By tier."),
          SchemaKey("largest_load", .object(load), "What is still held."),
          SchemaKey("ratio", .number, "The same / plan."),
          SchemaKey("held", .boolean, "Whether the plan is held."),
        ])), "Null with one place."),
  ]

  private static let doubts = [
    SchemaKey(
      "probability",
      .object([
        SchemaKey("meets", .number, "That the plan is held, over the ranges of the inputs."),
        SchemaKey(
          "largest_load", .nullable(.number),
          "Multiple held with 95 % over the ranges of all inputs but the load."),
        SchemaKey("samples", .integer, "Combinations drawn."),
        SchemaKey(
          "confirmed",
          .array(
            .object([
              SchemaKey("inputs", .string, "The corner in words."),
              SchemaKey("predicted", .boolean, "Whether the formula says that it holds."),
              SchemaKey("holds", .boolean, "Whether simulation does."),
              SchemaKey("failed", .array(.string), "What fails there."),
            ])), "Corners that were simulated."),
      ]), "What if inputs are wrong."),
    SchemaKey(
      "sensitivity",
      .array(
        .object([
          SchemaKey("input", .string, "`load` or `tiers.NAME.service`."),
          SchemaKey("low", .number, "Low end, as a multiple."),
          SchemaKey("high", .number, "High end."),
          SchemaKey("ratio_at_low", .number, "Largest load / load asked for there."),
          SchemaKey("ratio_at_high", .number, "The same at the high end."),
          SchemaKey("swing", .number, "Their distance."),
          SchemaKey("assumed", .boolean, "True: the range is a default."),
        ])), "The tornado, widest first."),
    SchemaKey("points", .integer, "Points that the study used."),
    SchemaKey("notes", .array(.string), "Things worth knowing."),
    .assumptions,
  ]

  private static let load = [
    SchemaKey("multiple", .number, "Of the scenario's load; 0: none holds."),
    SchemaKey("claims_per_second", .number, "The same in claims (or requests)."),
    SchemaKey("low", .number, "Lower end of the bracket: the same as `multiple`."),
    SchemaKey("high", .nullable(.number), "The smallest that failed; null: none did."),
    SchemaKey("tier", .nullable(.string), "What limits there."),
    SchemaKey("evidence", .array(.object(evidence)), "What failed at `high`."),
    SchemaKey("utilization", .nullable(.number), "Busy share of the tier at `multiple`."),
  ]

  private static let evidence = [
    SchemaKey("condition", .string, "An objective, `keeps up(TIER)` or `has room(TIER)`."),
    SchemaKey("value", .nullable(.number), "Mean over seeds."),
    SchemaKey("bound", .nullable(.number), "One-sided 95 % bound; null below 3 seeds."),
    SchemaKey("worst", .nullable(.number), "Of the worst seed."),
    SchemaKey("limit", .number, "What it must not pass."),
    SchemaKey("unit", .string, "`ms`, `1/s` or `1`."),
    SchemaKey("holds", .boolean, "Whether it is within the limit."),
  ]

  private static let curve = [
    SchemaKey("multiple", .number, "Of the scenario's load."),
    SchemaKey("claims_per_second", .number, "The same in claims (or requests)."),
    SchemaKey("seeds", .integer, "Seeds that were simulated."),
    SchemaKey("p50_ms", .nullable(.number), "As users see it, mean over seeds."),
    SchemaKey("p99_ms", .nullable(.number), "The same."),
    SchemaKey("p99_low_ms", .nullable(.number), "Lower end of its 95 % interval."),
    SchemaKey("p99_high_ms", .nullable(.number), "Upper end of it."),
    SchemaKey("open_p99_ms", .nullable(.number), "Of opens."),
    SchemaKey("rejected", .number, "Largest share of a tier refused for want of room."),
    SchemaKey("growth", .number, "Largest share of arrivals that stayed in a tier."),
    SchemaKey("utilization", .array(.number), "Busy share by tier."),
    SchemaKey("holds", .boolean, "Whether it holds."),
    SchemaKey("failed", .array(.string), "What fails."),
  ]

  private static let tier = [
    SchemaKey("name", .string, "The tier."),
    SchemaKey("nodes", .integer, "In the scenario."),
    SchemaKey("servers", .integer, "Of a node."),
    SchemaKey("visits_per_claim", .number, "Requests that come for each claim."),
    SchemaKey("service_ms", .number, "Server time of a request."),
    SchemaKey("utilization", .number, "Busy share at the plan."),
    SchemaKey("limit", .nullable(.number), "Load at which it is full; null: there is none."),
    SchemaKey(
      "resources",
      .array(
        .object([
          SchemaKey("resource", .string, "`memory`, `bandwidth` or `connections`."),
          SchemaKey("used", .number, "Of a node at the plan."),
          SchemaKey("available", .number, "Of a node."),
          SchemaKey("nodes", .integer, "Nodes needed for it."),
        ])), "Beside time."),
  ]
}
