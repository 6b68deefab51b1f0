/// What a checkpoint file says of itself before the state: plain lines, readable with `head`.
///
/// A checkpoint fits a run when format, version, scenario, seed and warm-up are the same.
package struct CheckpointHeader: Hashable, Sendable {
  /// The version of the layout of the file.
  package static let currentFormat = 1
  /// The first word of the file; the number of the format follows.
  package static let magic = "hongbao-checkpoint "

  package var format = Self.currentFormat
  package var toolVersion: String
  /// The digest of the effective scenario.
  package var scenario: String
  package var seed: UInt64
  /// `--warmup auto` was given: the statistics begin elsewhere then.
  package var detectsWarmup: Bool
  /// Simulated seconds, reached and in all.
  package var simulatedSeconds: Double
  package var totalSeconds: Double
  /// Wall seconds that the run has taken so far.
  package var wallSeconds: Double

  package init(
    toolVersion: String, scenario: String, seed: UInt64, detectsWarmup: Bool,
    simulatedSeconds: Double, totalSeconds: Double, wallSeconds: Double
  ) {
    self.toolVersion = toolVersion
    self.scenario = scenario
    self.seed = seed
    self.detectsWarmup = detectsWarmup
    self.simulatedSeconds = simulatedSeconds
    self.totalSeconds = totalSeconds
    self.wallSeconds = wallSeconds
  }

  /// The lines, an empty one last.
  package var text: String {
    """
    \(Self.magic)\(format)
    version: \(toolVersion)
    scenario: \(scenario)
    seed: \(seed)
    warmup: \(detectsWarmup ? "auto" : "fixed")
    simulated: \(simulatedSeconds)
    total: \(totalSeconds)
    wall: \(wallSeconds)


    """
  }

  /// Reads `text`, without the empty line; nil when it is not a header of this format.
  package init?(parsing text: some StringProtocol) {
    var fields: [Substring: Substring] = [:]
    let lines = text.split(separator: "\n").map { Substring($0) }
    guard lines.first == Substring(Self.magic + "\(Self.currentFormat)") else { return nil }
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      fields[line[..<colon]] = line[colon...].dropFirst(2)
    }
    guard let version = fields["version"], let scenario = fields["scenario"],
      let seed = fields["seed"].flatMap({ UInt64($0) }), let warmup = fields["warmup"],
      let simulated = fields["simulated"].flatMap({ Double($0) }),
      let total = fields["total"].flatMap({ Double($0) }),
      let wall = fields["wall"].flatMap({ Double($0) })
    else { return nil }
    self.init(
      toolVersion: String(version), scenario: String(scenario), seed: seed,
      detectsWarmup: warmup == "auto", simulatedSeconds: simulated, totalSeconds: total,
      wallSeconds: wall)
  }

  /// Why a run with the header `run` cannot go on from this one; nil when it can.
  package func objection(to run: CheckpointHeader) -> String? {
    if toolVersion != run.toolVersion {
      return "the checkpoint was made by hongbao \(toolVersion), and this is \(run.toolVersion)"
    }
    if scenario != run.scenario {
      return "the checkpoint is of another scenario (\(scenario.prefix(8)), and this is "
        + "\(run.scenario.prefix(8)))"
    }
    if seed != run.seed {
      return "the checkpoint has the seed \(seed), and the run \(run.seed)"
    }
    if detectsWarmup != run.detectsWarmup {
      return "the checkpoint was made \(detectsWarmup ? "with" : "without") --warmup auto"
    }
    return nil
  }
}
