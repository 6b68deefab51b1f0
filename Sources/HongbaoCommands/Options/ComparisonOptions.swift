import ArgumentParser

/// The words of `--fail-on`.
enum FailureRule: String, CaseIterable, ExpressibleByArgument {
  case regression
}

/// How a comparison is made.
struct ComparisonOptions: ParsableArguments {
  @Option(
    name: .customLong("variant"), parsing: .singleValue,
    help: ArgumentHelp(
      "A variant of the first scenario: a name, a colon, and what is changed, for example "
        + "six-nodes:tiers.cache.nodes=6 or new:topology=new.yaml; may be given again.",
      valueName: "name:path=value,..."),
    transform: { text in
      guard let variant = VariantText(parsing: text) else {
        throw ValidationError(
          "--variant needs name:path=value, such as six-nodes:tiers.cache.nodes=6, got '\(text)'")
      }
      return variant
    })
  var variants: [VariantText] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The variant, or the saved baseline, that the others are compared with; by default the "
        + "first.", valueName: "name"))
  var baseline: String?

  @Option(
    name: .customLong("save-baseline"),
    help: ArgumentHelp(
      "Keeps the figures of the baseline's replications under this name, for --baseline.",
      valueName: "name"))
  var savedName: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Replications of each variant (default: 10).", valueName: "n"))
  var replications: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Run until half the interval of every difference is at most this share of the larger value, "
        + "for example 2%.", valueName: "share"),
    transform: { text in
      guard let share = PrecisionText.share(text) else {
        throw ValidationError("--precision must be a share above 0%, such as 2%, got '\(text)'")
      }
      return share
    })
  var precision: Double?

  @Option(
    name: .customLong("min-replications"), parsing: .unconditional,
    help: ArgumentHelp("The fewest replications with --precision.", valueName: "n"))
  var fewest: Int?

  @Option(
    name: .customLong("max-replications"), parsing: .unconditional,
    help: ArgumentHelp("The most replications with --precision.", valueName: "n"))
  var most = 100

  @Flag(
    name: .customLong("require-precision"),
    help: "End with status 75 when the precision was not reached.")
  var requiresPrecision = false

  @Option(
    name: .customLong("metric"), parsing: .singleValue,
    help: ArgumentHelp(
      "A metric to compare, for example requests.claim.latency_ms.p99; may be given again. "
        + "Default: objectives, latencies and answers of clients, main figures of tiers.",
      valueName: "name"),
    completion: Completions.metrics)
  var metrics: [String] = []

  @Flag(
    name: .customLong("all-metrics"),
    help: "Compare every figure; the correction for many then takes more for a difference.")
  var takesAll = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Differences below this share of the baseline's value do not matter (default: 1%).",
      valueName: "share"),
    transform: { text in
      if ["0", "0%"].contains(text) { return 0 }
      guard let share = PrecisionText.share(text) else {
        throw ValidationError("--noise must be a share such as 1%, or 0, got '\(text)'")
      }
      return share
    })
  var noise: Double?

  @Option(
    name: .customLong("fail-on"),
    help: "regression: end with status 98 when any metric is worse than the baseline's.")
  var failure: FailureRule?

  var least: Int { fewest ?? min(10, most) }

  func validate() throws {
    if let replications, !(1...1_000_000).contains(replications) {
      throw ValidationError("--replications must be 1 to 1000000, got '\(replications)'")
    }
    if replications != nil && precision != nil {
      throw ValidationError(
        "--replications and --precision contradict each other; bound the latter by "
          + "--max-replications")
    }
    if precision == nil && requiresPrecision {
      throw ValidationError("--require-precision needs --precision")
    }
    guard least >= 2, most >= least else {
      throw ValidationError(
        "--min-replications must be at least 2 and at most --max-replications, got "
          + "\(least) and \(most)")
    }
    if takesAll && !metrics.isEmpty {
      throw ValidationError("--metric and --all-metrics contradict each other")
    }
    if let savedName, !BaselineFile.isValid(savedName) {
      throw ValidationError(
        "--save-baseline must be \(BaselineFile.expectation), got '\(savedName)'")
    }
  }
}
