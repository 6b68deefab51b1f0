import Digest
import Quantities
import ScenarioTypes

/// Reads scenario files: YAML to a checked scenario, every mistake with its place, all in one pass.
public enum ScenarioLoader {
  /// What became of a file.
  public enum Outcome: Sendable {
    /// Good; `warnings` may hold remarks.
    case loaded(LoadedScenario, warnings: [Diagnostic])
    /// The file cannot be read (exit status 66).
    case unreadable(Diagnostic)
    /// Mistakes, in order of place (exit status 65).
    case invalid([Diagnostic])
  }

  /// Loads a scenario with its includes and applies `--set` overrides (`path=value`) in order.
  ///
  /// - Parameters:
  ///   - path: the file, relative to the working directory or absolute.
  ///   - overrides: as given, for example `tiers.cache.nodes=96` or `duration=25s`.
  ///   - settings: further overrides, which come after those and say where they were written.
  ///   - slice: the part of the run that is wanted; nil for all of it.
  ///   - sliceWarmup: how much earlier the slice begins, without statistics; nil: 60 s.
  ///   - topology: a file whose tiers, flow and network stand in place of the scenario's own,
  ///     before the overrides; nil for those of the scenario.
  public static func load(
    path: String, overrides: [String] = [], settings: [Setting] = [], slice: SliceWish? = nil,
    sliceWarmup: TimeSpan? = nil, topology: String? = nil
  ) -> Outcome {
    let findings = Findings()
    var resolver = IncludeResolver(findings: findings)
    var root: SourceNode
    do throws(IncludeResolver.Failure) {
      root = try resolver.scenario(path, on: topology)
    } catch {
      switch error {
      case .unreadable(let diagnostic): return .unreadable(diagnostic)
      case .invalid: return .invalid(findings.sorted)
      }
    }
    var durationIsOverridden = false
    for setting in overrides.map({ Setting($0) }) + settings {
      let override = Override(setting, findings: findings)
      root = override.apply(to: root)
      durationIsOverridden = durationIsOverridden || override.setsDuration
    }
    let decoder = ScenarioDecoder(
      root: root, durationIsOverridden: durationIsOverridden, findings: findings)
    guard let whole = decoder.decode(), !findings.hasErrors else {
      return .invalid(findings.sorted)
    }
    var scenario = whole
    let noted = ParameterNotes(root: root, scenario: whole)
    var parameters = noted.replaced(by: resolver.notes)
    if let slice {
      let slicing = Slicing(slice, warmup: sliceWarmup, of: whole, findings: findings)
      guard let cut = slicing.cut() else { return .invalid(findings.sorted) }
      scenario = cut
      parameters = slicing.notes(parameters, of: cut)
    }
    let text = CanonicalText(scenario).text
    let warnings = findings.sorted
    let loaded = LoadedScenario(
      scenario: scenario, file: path, topology: resolver.topology,
      digest: SHA256.hexDigest(of: text.utf8), effectiveText: text, parameters: parameters,
      warnings: warnings.map(\.summary), origins: noted.origins,
      files: SourceFiles(root, first: path).paths)
    return .loaded(loaded, warnings: warnings)
  }

  /// True for a readable file that has the keys of a topology and no others: it can be put under
  /// the traffic of a scenario, and is none itself.
  public static func isTopology(path: String) -> Bool {
    let findings = Findings()
    guard let (bytes, _) = try? FileReader.read(path),
      let file = SourceComposer.file(path: path, bytes: bytes, findings: findings)
    else { return false }
    var composer = SourceComposer(file, findings: findings)
    let names = Set(Grammar.topology.keys.map(\.name))
    guard let entries = composer.compose()?.entries else { return false }
    let keys = entries.map { KeyTable.canonical($0.key) }
    return keys.contains("tiers") && keys.allSatisfy(names.contains)
  }
}

extension Diagnostic {
  /// One line for lists: `peak.yaml:41: ...`. It is part of results, which must not depend on the
  /// folder that the file was read from.
  var summary: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let place = line.map { "\(name):\($0)" } ?? name
    return "\(place): \(message)" + (label.map { "; \($0)" } ?? "")
  }
}
