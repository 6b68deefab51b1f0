import Experiments
import Foundation
import ScenarioTypes

/// What `hongbao run FILE --dry-run` tells.
struct DryRunDocument: Encodable {
  /// The version of this layout; 1 today.
  var schemaVersion = 1
  var scenario: Identity
  var parameters: [Parameter]
  var objectives: [String]
  var expected: Expectation

  struct Identity: Encodable {
    var name: String
    var file: String
    var files: [String]
    var digest: String
    var seed: UInt64
  }

  /// One value of the effective scenario.
  struct Parameter: Encodable {
    var path: String
    var value: String
    /// File and line, `--set ...`, or `default`.
    var origin: String
    var provenance: Provenance
  }

  /// What to expect; of all replications together, where there are several.
  struct Expectation: Encodable {
    var replications: Int
    var threads: Int
    var requests: [String: Double]
    var packets: Double
    var events: Double
    var memoryBytes: Int64
    var memoryLimitBytes: Int64
    /// What the limit is a part of: `machine`, `control group`, `HONGBAO_MEMORY`.
    var memoryOf: String
    /// Threads that will have something to do: at most those that were asked for.
    var cores: Int
    /// Seconds on a machine that is idle but for the run.
    var wallSeconds: Double?
    /// The share of the scenario that was run to know it.
    var share: Double

    enum CodingKeys: String, CodingKey {
      case replications, threads, cores, requests, packets, events, share
      case memoryBytes = "memory_bytes"
      case memoryLimitBytes = "memory_limit_bytes"
      case memoryOf = "memory_of"
      case wallSeconds = "wall_seconds"
    }
  }

  /// Puts it together.
  init(_ loaded: LoadedScenario, _ expected: Expectation) {
    scenario = Identity(
      name: loaded.scenario.name, file: loaded.file, files: loaded.files, digest: loaded.digest,
      seed: loaded.scenario.seed)
    parameters = loaded.parameters.map { note in
      Parameter(
        path: note.path, value: note.value, origin: loaded.origins[note.path] ?? "default",
        provenance: note.provenance)
    }
    objectives = loaded.scenario.objectives.map(\.expression)
    self.expected = expected
  }

  /// Pretty-printed JSON with sorted keys and a trailing newline.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// The same for people.
  func text() -> String {
    var lines = [
      "\(scenario.name), seed \(scenario.seed), digest \(scenario.digest.prefix(12))", "",
      "EFFECTIVE SCENARIO",
    ]
    let widest = min(parameters.map(\.path.count).max() ?? 0, 44)
    for parameter in parameters {
      let path = parameter.path.padded(to: widest)
      lines.append("  \(path)  \(parameter.value.padded(to: 34))  \(parameter.origin)")
    }
    for objective in objectives {
      lines.append("  \("objective".padded(to: widest))  \(objective)")
    }
    lines += ["", "EXPECTED" + (expected.replications > 1 ? ", all replications together" : "")]
    let kinds = RequestKind.allCases.compactMap { kind in
      expected.requests[kind.name].map { "\(ProgressText.magnitude($0)) \(kind.name)s" }
    }
    lines.append("  requests  \(kinds.joined(separator: ", "))")
    if expected.packets > 0 {
      lines.append("  packets   \(ProgressText.magnitude(expected.packets))")
    }
    lines.append("  events    \(ProgressText.magnitude(expected.events))")
    let limit = ByteText.text(expected.memoryLimitBytes)
    lines.append(
      "  memory    \(ByteText.text(expected.memoryBytes)) of at most \(limit), 80 % of the memory"
        + " (\(expected.memoryOf))")
    if let seconds = expected.wallSeconds {
      let time =
        seconds < 1
        ? "below a second"
        : "about \(seconds < 60 ? ProgressText.seconds(seconds) : ProgressText.clock(seconds))"
      let cores = expected.cores == 1 ? "one" : "\(expected.cores)"
      lines.append("  time      \(time), on \(cores) of this machine's cores, were they idle")
    }
    lines.append(
      expected.share < 1
        ? "  found by running \(Self.percent(expected.share)) of it, and its first moments whole"
        : "  found by running it")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func percent(_ share: Double) -> String {
    let percent = share * 100
    return String(format: percent < 0.1 ? "%.4f %%" : "%.2f %%", percent)
  }
}

extension String {
  /// With spaces up to a number of characters.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
