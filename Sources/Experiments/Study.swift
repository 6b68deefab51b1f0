import Digest
import ScenarioTypes

/// What makes replications parts of one whole: two runs with equal studies and numbers give the
/// same bytes.
///
/// A study is one scenario, one seed and a number of replications; a sweep has one for each point.
public struct Study: Hashable, Sendable, Codable {
  public var toolVersion: String
  /// The scenario's name.
  public var scenario: String
  /// The name of its file without folders.
  public var file: String
  /// SHA-256 (hex) of the effective scenario.
  public var digest: String
  public var seed: UInt64
  /// Replications of all shards together.
  public var replications: Int
  /// MSER-5 decides where the statistics of each metric begin.
  public var detectsWarmup: Bool
  /// SHA-256 (hex) of what a result carries of the files' words beyond their meaning: provenance
  /// comments, warnings, lines.
  public var wording: String

  enum CodingKeys: String, CodingKey {
    case toolVersion = "tool_version"
    case scenario, file, digest, seed, replications
    case detectsWarmup = "detects_warmup"
    case wording
  }

  /// The study of a plan with a fixed number of replications.
  public init(_ plan: ReplicationPlan) {
    let loaded = plan.loaded
    toolVersion = plan.toolVersion
    scenario = loaded.scenario.name
    file = String(loaded.file.split(separator: "/").last ?? "")
    digest = loaded.digest
    seed = loaded.scenario.seed
    replications = plan.replications
    detectsWarmup = plan.detectsWarmup
    wording = Self.wording(loaded)
  }

  private static func wording(_ loaded: LoadedScenario) -> String {
    var writer = ByteWriter()
    for note in loaded.parameters {
      for word in [note.path, note.value, note.provenance.rawValue, note.source] {
        writer.string(word)
      }
    }
    for warning in loaded.warnings { writer.string(warning) }
    for objective in loaded.scenario.objectives {
      writer.string(objective.expression)
      writer.number(UInt64(objective.line))
    }
    return SHA256.hexDigest(of: writer.bytes)
  }

  /// SHA-256 (hex) of all of it: what each replication's file carries.
  public var key: String {
    var writer = ByteWriter()
    for fact in facts { writer.string(fact.value) }
    return SHA256.hexDigest(of: writer.bytes)
  }

  /// What differs from another study, one sentence each; empty when nothing does.
  public func differences(from other: Study) -> [String] {
    zip(facts, other.facts).compactMap { mine, others in
      mine.value == others.value
        ? nil : "the \(mine.name) is \(mine.value) here and \(others.value) there"
    }
  }

  private var facts: [(name: String, value: String)] {
    [
      ("version of the tool", toolVersion), ("scenario", scenario), ("file", file),
      ("digest of the scenario", String(digest)), ("seed", String(seed)),
      ("number of replications", String(replications)),
      ("warm-up", detectsWarmup ? "auto" : "the scenario's"),
      ("digest of comments, warnings and lines", wording),
    ]
  }
}
