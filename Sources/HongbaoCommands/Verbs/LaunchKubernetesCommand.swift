import ArgumentParser
import Foundation
import ScenarioLanguage
import ScenarioTypes

/// `hongbao launch kubernetes FILE`: an Indexed Job.
struct LaunchKubernetesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubernetes",
    abstract: "Write objects for Kubernetes.",
    discussion: """
      The scenario as a ConfigMap, an Indexed Job with a shard an index, and a suspended Job that \
      merges; in the comments the lines that start them. Results go to a volume that all pods \
      share.

      EXAMPLES
        hongbao launch kubernetes peak.yaml --replications 100 --shards 8 --print
        hongbao launch kubernetes peak.yaml --replications 100 --shards 8 --image hongbao:0.1.0
      """)

  @OptionGroup var launch: LaunchOptions

  @Option(
    name: .long, help: ArgumentHelp("An image that has the program.", valueName: "image"))
  var image = "hongbao:\(ToolVersion.current)"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The PersistentVolumeClaim that all pods write results to.", valueName: "name"))
  var claim = "hongbao-results"

  @Option(name: .long, help: ArgumentHelp("The namespace of all objects.", valueName: "name"))
  var namespace: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Shards that run at the same time; all by default.", valueName: "n"))
  var parallelism: Int?

  func validate() throws {
    for (option, value) in [("--claim", claim), ("--namespace", namespace ?? "default")]
    where value.wholeMatch(of: /[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/) == nil {
      throw ValidationError(
        "\(option) must be lower-case letters, digits and hyphens, got '\(value)'")
    }
    if let parallelism, !(1...launch.shards).contains(parallelism) {
      throw ValidationError(
        "--parallelism must be 1 to the number of shards, got '\(parallelism)'")
    }
    if launch.shards > 100_000 {
      throw ValidationError("--shards must be at most 100000 for Kubernetes")
    }
  }

  func run() throws {
    let file = JobFile(options: launch)
    let loaded = try file.load()
    let atOnce = parallelism ?? launch.shards
    let words =
      ["--image", image, "--claim", claim, "--parallelism", String(atOnce)]
      + (namespace.map { ["--namespace", $0] } ?? [])
    var plan = try file.plan(
      loaded, scheduler: "kubernetes", ending: "yaml", program: "hongbao",
      out: KubernetesJob.resultsFolder, words: words)
    let name = launch.file.split(separator: "/").last.map(String.init) ?? ""
    let isKey = name.wholeMatch(of: /[-._A-Za-z0-9]{1,200}/) != nil && name != "." && name != ".."
    plan.file = "\(KubernetesJob.scenarioFolder)/\(isKey ? name : "scenario.yaml")"
    let own = selfContained(loaded)
    // The effective scenario has the overrides in it.
    if own == nil { plan.words = [] }
    let note =
      own == nil
      ? """
      The effective scenario: what \(launch.file) and the files that it names say together, every
      default written out, --set, --seed and --slice applied. Comments are not in it, so the report
      knows no sources of parameters.
      """ : "The text of \(launch.file)."
    let job = KubernetesJob(
      plan, scenario: own ?? loaded.effectiveText, scenarioNote: note, image: image, claim: claim,
      namespace: namespace, parallelism: atOnce)
    try file.deliver(job.text, plan)
  }

  /// The text of the scenario's file if it means the same alone in an empty folder; nil when it
  /// names other files.
  private func selfContained(_ loaded: LoadedScenario) -> String? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hongbao-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    guard let text = try? String(contentsOfFile: launch.file, encoding: .utf8) else { return nil }
    let copy = folder.appendingPathComponent("scenario.yaml")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: copy, atomically: false, encoding: .utf8)
    } catch {
      return nil
    }
    guard
      case .loaded(let alone, _) = ScenarioLoader.load(
        path: copy.path, overrides: launch.allOverrides, slice: launch.slice.wish,
        sliceWarmup: launch.slice.warmup),
      alone.digest == loaded.digest
    else { return nil }
    return text
  }
}
