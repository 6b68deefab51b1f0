import ArgumentParser
import Experiments

/// What a sweep varies and how often it runs each point.
struct SweepOptions: ParsableArguments {
  @Option(
    name: .customLong("vary"), parsing: .singleValue,
    help: ArgumentHelp(
      "A value and what it is to be: from..to/step, from..to*factor, a,b,c, or from..to with "
        + "--latin; for example tiers.cache.nodes=64..512/64 or load=0.5..2/0.1. May be given "
        + "again.",
      valueName: "path=values"),
    transform: { text in
      do throws(VariedParameter.Mistake) {
        return try VariedParameter(parsing: text)
      } catch {
        throw ValidationError("--vary: \(error)")
      }
    })
  var parameters: [VariedParameter] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "A Latin hypercube of so many points in place of the whole grid.", valueName: "points"))
  var latin: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Replications of each point.", valueName: "n"))
  var replications = 5

  @Option(
    name: .customLong("metric"), parsing: .singleValue,
    help: ArgumentHelp(
      "A metric to keep; may be given again. Default: the main ones.", valueName: "name"),
    completion: Completions.metrics)
  var metrics: [String] = []

  @Flag(name: .customLong("all-metrics"), help: "Keep every figure.")
  var takesAll = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Run only part i of n of the work, i from 0 to n - 1, and keep it; the same command without "
        + "--shard makes the result when all parts are there.", valueName: "i/n"),
    transform: ShardText.shard)
  var shard: Shard?

  @Flag(name: .long, help: "Run every point again, whatever is kept of an earlier run.")
  var fresh = false

  func validate() throws {
    guard !parameters.isEmpty else {
      throw ValidationError("a sweep needs --vary, for example --vary load=0.5..2/0.5")
    }
    let paths = parameters.map(\.path)
    if let twice = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw ValidationError("--vary has `\(twice)` twice")
    }
    if let latin, !(2...SweepDesign.mostPoints).contains(latin) {
      throw ValidationError("--latin must be 2 to \(SweepDesign.mostPoints), got '\(latin)'")
    }
    if latin == nil, let range = parameters.first(where: { $0.gridValues == nil }) {
      throw ValidationError(
        "--vary \(range.path) has no step: write from..to/step, or take points with --latin")
    }
    guard (1...100_000).contains(replications) else {
      throw ValidationError("--replications must be 1 to 100000, got '\(replications)'")
    }
    if takesAll && !metrics.isEmpty {
      throw ValidationError("--metric and --all-metrics contradict each other")
    }
    if design(seed: 0) == nil {
      throw ValidationError("the grid has more than \(SweepDesign.mostPoints) points; take --latin")
    }
  }

  /// The points; nil when there are too many.
  func design(seed: UInt64) -> SweepDesign? {
    latin.map { SweepDesign(latin: $0, of: parameters, seed: seed) }
      ?? SweepDesign(gridOf: parameters)
  }
}
