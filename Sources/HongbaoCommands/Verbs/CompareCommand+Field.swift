import ArgumentParser
import Experiments
import ResultTypes
import ScenarioLanguage
import Quantities
import ScenarioTypes

/// Which variants a comparison has.
extension CompareCommand {
  /// Loads and sorts what the command line names.
  ///
  /// - Parameter tells: whether mistakes and warnings of scenarios are shown.
  func field(tells: Bool = true) throws -> Field {
    let inputs = try files.map { path throws(ComparisonProblem) in try ComparisonInput.of(path) }
    var base: String?
    for case .scenario(let path) in inputs where base == nil { base = path }
    let names = ComparisonInput.distinct(
      files.map(ComparisonInput.name) + comparison.variants.map(\.name))
    if Set(comparison.variants.map(\.name)).count < comparison.variants.count {
      throw ValidationError("two --variant have the same name")
    }
    if let variant = comparison.variants.first(where: \.changesSeed) {
      throw ValidationError(
        "--variant \(variant.name) changes the seed, and all variants have the same random "
          + "numbers; --seed changes it for all")
    }
    let saved = try savedBaseline(names)
    var field = Field()
    // Common random numbers: the seed of the saved baseline, or of the first scenario.
    var seed = options.seed == nil ? saved?.figures.seed : nil
    func add(_ name: String, _ path: String, settings: [Setting] = [], topology: String? = nil)
      throws
    {
      let all = options.allOverrides + (seed.map { ["seed=\($0)"] } ?? [])
      let loaded = try load(path, all, settings, topology, tells: tells)
      seed = seed ?? loaded.scenario.seed
      field.scenarios.append((name, loaded))
    }
    if let base, seed == nil, case .topology = inputs.first {
      seed = try load(base, options.allOverrides, tells: tells).scenario.seed
    }
    for (name, input) in zip(names, inputs) {
      switch input {
      case .scenario(let path): try add(name, path)
      case .topology(let path):
        guard let base else { throw needsTraffic(path) }
        try add(name, base, topology: path)
      case .stored(_, let figures):
        field.stored.append(Comparing.Variant(name: name, figures: figures))
      }
    }
    for (name, variant) in zip(names.dropFirst(inputs.count), comparison.variants) {
      guard let base else {
        throw ValidationError("--variant changes a scenario, and none of the files is one")
      }
      try add(name, base, settings: variant.settings, topology: variant.topology)
    }
    field.names = names
    if let saved {
      field.stored.append(saved)
      field.names.insert(saved.name, at: 0)
    } else if let place = comparison.baseline.flatMap(names.firstIndex(of:)) {
      field.names.insert(field.names.remove(at: place), at: 0)
    }
    let order = field.names
    field.scenarios.sort { left, right in
      order.firstIndex(of: left.name) ?? 0 < order.firstIndex(of: right.name) ?? 0
    }
    return field
  }

  private func needsTraffic(_ path: String) -> ComparisonProblem {
    ComparisonProblem(
      .invalidInput, "`\(path)` is a topology, and no file has traffic for it",
      help: "name a scenario, too: hongbao compare peak.yaml \(path)")
  }

  private func load(
    _ path: String, _ overrides: [String], _ settings: [Setting] = [],
    _ topology: String? = nil, tells: Bool
  ) throws -> LoadedScenario {
    let outcome = ScenarioLoader.load(
      path: path, overrides: overrides, settings: settings, slice: slice.wish,
      sliceWarmup: slice.warmup,
      topology: topology)
    if tells {
      return try DiagnosticPrinter(style: options.style)
        .accept(outcome, showsWarnings: options.log.shows(.warning))
    }
    guard case .loaded(let loaded, _) = outcome else { throw ExitStatus.invalidInput.error }
    return loaded
  }

  /// The saved baseline of `--baseline`; nil when that names one of the variants, or nothing.
  private func savedBaseline(_ names: [String]) throws -> Comparing.Variant? {
    guard let name = comparison.baseline, !names.contains(name) else { return nil }
    let path = BaselineFile(out: options.outputFolder).path(of: name)
    guard BaselineFile.isValid(name), let bytes = AtomicFile.read(path) else {
      throw ComparisonProblem(
        .missingInput, "no variant and no saved baseline is called `\(name)`",
        help: "variants: \(names.joined(separator: ", ")); --save-baseline \(name) makes "
          + "`\(path)`")
    }
    guard let figures = BaselineFile.figures(bytes) else {
      throw ComparisonProblem(
        .invalidInput, "`\(path)` is damaged, or of another version of hongbao")
    }
    return Comparing.Variant(name: name, figures: figures)
  }

  /// Refuses what cannot be compared.
  func check(_ field: Field) throws {
    if field.names.count < 2, comparison.savedName == nil {
      throw ValidationError(
        "one file has nothing to be compared with; name another, or --variant, or --baseline")
    }
    if comparison.precision != nil, field.scenarios.isEmpty || field.names.count < 2 {
      throw ValidationError("--precision is about differences: it needs two variants, one to run")
    }
    let windows =
      field.scenarios.map { name, loaded in
        Window(name, loaded.scenario.duration.seconds, loaded.scenario.warmup.seconds)
      }
      + field.stored.map {
        Window($0.name, $0.figures.simulatedSeconds, $0.figures.warmupSeconds)
      }
    let first = windows.first { $0.name == field.names.first } ?? windows[0]
    if let other = windows.first(where: { !$0.isEqual(to: first) }) {
      throw ComparisonProblem(
        .invalidInput,
        "\(first.name) runs \(first.words), and \(other.name) \(other.words): their figures do not "
          + "compare",
        help: "give both the same window, for example --set duration=12s --set warmup=4s")
    }
    if !comparison.metrics.isEmpty {
      let known =
        field.scenarios.flatMap { MetricNames.all(of: $0.loaded.scenario) }
        + field.stored.flatMap(\.figures.names)
      try MetricNameCheck.check(comparison.metrics, among: known)
    }
  }

  private struct Window {
    var name: String
    var duration: Double
    var warmup: Double

    init(_ name: String, _ duration: Double, _ warmup: Double) {
      self.name = name
      self.duration = duration
      self.warmup = warmup
    }

    func isEqual(to other: Window) -> Bool {
      duration == other.duration && warmup == other.warmup
    }

    var words: String { "\(duration) s with statistics from \(warmup) s" }
  }

  // MARK: What was changed

  func changes(_ variants: [Comparing.Variant]) -> [VariantChange] {
    variants.dropFirst().flatMap { variant in
      ScenarioDifference.between(variants[0].figures.text, variant.figures.text).map {
        VariantChange(
          variant: variant.name, path: $0.path, baseline: $0.before, value: $0.after)
      }
    }
  }

  /// Things that make a comparison less than it seems.
  func warnings(_ variants: [Comparing.Variant]) -> [String] {
    var warnings: [String] = []
    let baseline = variants[0]
    for variant in variants.dropFirst() {
      let traffic = ScenarioDifference.between(baseline.figures.text, variant.figures.text)
        .filter { $0.path.hasPrefix("populations.") }
      if let first = traffic.first {
        warnings.append(
          "the traffic of \(variant.name) is another one (\(first.path)): its differences are not "
            + "those of the cluster alone")
      }
      if variant.figures.toolVersion != baseline.figures.toolVersion {
        warnings.append(
          "\(variant.name) was made by version \(variant.figures.toolVersion), \(baseline.name) by "
            + baseline.figures.toolVersion)
      }
      let counts = [variant.figures.replications, baseline.figures.replications]
      if counts[0] != counts[1] {
        warnings.append(
          "\(variant.name) has \(counts[0]) replications and \(baseline.name) \(counts[1])")
      }
      if counts.contains(1) {
        warnings.append("one replication has no intervals: nothing can be said to differ")
      }
    }
    return warnings
  }

  /// The command line that makes the comparison again.
  var words: [String] {
    var words = ["./hongbao", "compare"] + files
    for variant in comparison.variants {
      let changes = variant.overrides + (variant.topology.map { ["topology=\($0)"] } ?? [])
      words += ["--variant", "\(variant.name):\(changes.joined(separator: ","))"]
    }
    if let name = comparison.baseline { words += ["--baseline", name] }
    if let count = comparison.replications { words += ["--replications", String(count)] }
    if let share = comparison.precision {
      words += ["--precision", "\(share)", "--min-replications", String(comparison.least)]
      words += ["--max-replications", String(comparison.most)]
    }
    words += comparison.metrics.flatMap { ["--metric", $0] }
    if comparison.takesAll { words.append("--all-metrics") }
    if let noise = comparison.noise { words += ["--noise", "\(noise)"] }
    words += options.overrides.flatMap { ["--set", $0] }
    if let seed = options.seed { words += ["--seed", String(seed)] }
    return words + slice.words
  }
}
