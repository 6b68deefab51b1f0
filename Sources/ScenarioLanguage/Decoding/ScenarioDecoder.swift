import Quantities
import ScenarioTypes

/// Turns the tree of an effective scenario into its values, and reports every mistake on the way.
///
/// Each function decodes one part; it answers nil after a mistake, which is then in `findings`,
/// and the others go on.
package final class ScenarioDecoder {
  let findings: Findings
  let root: SourceNode
  /// The names of the tiers in the order of the file, known before anything refers to them.
  var tierNames: [String] = []
  var tiers: [Tier] = []
  var accessNames: [String] = []
  var accessNetworks: [AccessNetwork] = []
  /// The spans of tier keys, for findings about whole tiers.
  var tierSpans: [SourceSpan] = []
  var duration: TimeSpan?
  /// Tiers that could not be decoded, by index; checks that need their values are skipped.
  var brokenTiers: Set<Int> = []
  /// Tiers that stand in some path, by index.
  var reachedTiers: Set<Int> = []
  /// Every place where a node stands, once and in order; asked for only after the tiers are read.
  lazy var usedPlaces: [Place] = Set(tiers.flatMap(\.places)).sorted()
  /// How many nodes the faults name in all.
  var faultNodeCount = 0
  /// The places of the paths that the flow gives.
  var knownPaths: [RequestKind: SourceSpan] = [:]
  /// The keys of the populations and the values of their time-outs, by name.
  var populationSpans: [String: SourceSpan] = [:]
  var timeoutSpans: [String: SourceSpan] = [:]
  /// The keys `service` of tiers that have one by kind, and the keys `tries`, by name of the tier.
  var serviceSpans: [String: SourceSpan] = [:]
  var triesSpans: [String: SourceSpan] = [:]
  /// The values `think` of closed populations, by name.
  var thinkSpans: [String: SourceSpan] = [:]
  /// The places of the tiers in the paths.
  var stepSpans: [RequestKind: [Int: SourceSpan]] = [:]
  /// The kinds at tiers that objectives are about, with their places and key paths.
  var objectiveVisits: [(kind: RequestKind, tier: Int, span: SourceSpan, path: String)] = []
  /// The kinds whose clients objectives are about, with their places and key paths.
  var objectiveKinds: [(kind: RequestKind, span: SourceSpan, path: String)] = []
  /// The grace periods of objectives that may end the run, with their places and key paths.
  var objectiveGraces: [(grace: TimeSpan, span: SourceSpan, path: String)] = []
  /// `--set duration=...` was given: what no longer fits is clipped, not refused.
  let durationIsOverridden: Bool

  init(root: SourceNode, durationIsOverridden: Bool, findings: Findings) {
    self.root = root
    self.durationIsOverridden = durationIsOverridden
    self.findings = findings
  }

  /// The scenario; nil when there is an error.
  func decode() -> Scenario? {
    guard let top = fields(root, Grammar.scenario, path: "", span: root.span) else { return nil }
    version(top)
    let name = text(top, "name")
    let description = top["description"].flatMap { paragraph($0.value, path: "description") }
    let start = top["start"].flatMap { date($0.value, path: "start") }
    duration = time(top, "duration", atLeast: TimeSpan(nanoseconds: 1))
    var warmup = time(top, "warmup", fallback: .zero)
    let seed = self.seed(top)
    if let tiersEntry = top["tiers"] { decodeTiers(tiersEntry) }
    let network = decodeNetwork(top["network"])
    let flow = top["flow"].map { decodeFlow($0) } ?? Flow(paths: [:])
    let populations = scaled(top["populations"].map { decodePopulations($0) } ?? [], top)
    let faults = top["faults"].map { decodeFaults($0) } ?? []
    let objectives = top["objectives"].map { decodeObjectives($0) } ?? []
    if let length = duration, let given = warmup, given >= length {
      warmup = fitted(given, to: length, at: top["warmup"]?.value.span ?? root.span)
    }
    if let duration, let warmup { checkGraces(warmup: warmup, duration: duration) }
    let probes = top["probes"].map { decodeProbes($0) } ?? []
    let capacity = top["capacity"].flatMap { decodeCapacity($0) }
    if !findings.hasErrors {
      check(flow: flow, network: network, populations: populations, faults: faults)
    }
    guard !findings.hasErrors, let name, let duration, let warmup, let seed else { return nil }
    return Scenario(
      name: name, description: description, start: start, duration: duration, warmup: warmup,
      seed: seed, tiers: tiers, flow: flow, network: network, populations: populations,
      faults: faults, objectives: objectives, probes: probes, capacity: capacity)
  }

  /// A warm-up that is not shorter than the run: clipped when `--set` shortened the run.
  private func fitted(_ warmup: TimeSpan, to length: TimeSpan, at span: SourceSpan) -> TimeSpan {
    let fifth = TimeSpan(nanoseconds: length.nanoseconds / 5)
    if durationIsOverridden {
      findings.add(
        .warmupClipped, at: span,
        "the warm-up (\(warmup.text)) does not fit into the run (\(length.text))",
        label: "it is cut to a fifth of the run, \(fifth.text)", path: "warmup")
    } else {
      findings.add(
        .warmupTooLong, at: span,
        "the warm-up (\(warmup.text)) is not shorter than the run (\(length.text))",
        label: "nothing would be left for the statistics",
        help: "a fifth of the duration is usual: `warmup: \(fifth.text)`", path: "warmup")
    }
    return fifth
  }

  /// The most probes of a run.
  private static let mostProbes = 1000

  /// Instants within the run, sorted, each once; later ones are left out when `--set` shortened
  /// the run.
  private func decodeProbes(_ entry: SourceEntry) -> [TimeSpan] {
    guard let nodes = entry.value.elements else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a list of times, found \(entry.value.kindName)",
        label: "expected for example [10s, 50s]", path: "probes")
      return []
    }
    guard nodes.count <= Self.mostProbes else {
      findings.add(
        .valueOutOfRange, at: entry.keySpan, "`probes` has \(nodes.count) entries",
        label: "expected at most \(Self.mostProbes)", path: "probes")
      return []
    }
    var probes: Set<TimeSpan> = []
    for node in nodes {
      guard let time = time(node, path: "probes") else { continue }
      guard let duration, time > duration else {
        probes.insert(time)
        continue
      }
      findings.add(
        durationIsOverridden ? .probeDropped : .valueOutOfRange, at: node.span,
        "the probe at \(time.text) is after the end",
        label: durationIsOverridden
          ? "it is left out" : "expected a time up to the duration, \(duration.text)",
        path: "probes")
    }
    return probes.sorted()
  }

  private func version(_ top: Fields) {
    guard let entry = top["version"], let text = scalar(entry.value, "1", path: "version"),
      text != "1"
    else { return }
    findings.add(
      .unsupportedVersion, at: entry.value.span, "version `\(shown(text))` is not known",
      label: "this tool reads version 1", path: "version")
  }

  private func seed(_ top: Fields) -> UInt64? {
    guard let entry = top["seed"] else { return 1 }
    let expected = "a whole number from 0 to \(UInt64.max)"
    guard let text = scalar(entry.value, expected, path: "seed") else { return nil }
    let digits = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    if digits, text == "0" || text.first != "0", let seed = UInt64(text) { return seed }
    findings.add(
      DecimalNumber(text) == nil ? .notANumber : .valueOutOfRange, at: entry.value.span,
      "`\(shown(text))` is no seed", label: "expected \(expected)", path: "seed")
    return nil
  }
}
