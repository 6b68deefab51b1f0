/// A scenario together with where it came from: what a run, its report and its digest need.
public struct LoadedScenario: Sendable {
  public var scenario: Scenario
  /// The path as the user gave it.
  public var file: String
  /// The name, without folders, of the file that `topology:` names; nil when the scenario has its
  /// own tiers.
  public var topology: String?
  /// SHA-256 (hex) over the canonical text of the effective scenario: includes merged, overrides
  /// applied, comments and formatting apart.
  public var digest: String
  /// The effective scenario as one self-contained YAML text that loads again to the same digest.
  public var effectiveText: String
  /// Every parameter with its value as written and its provenance, in file order.
  public var parameters: [ParameterNote]
  /// Things worth saying that are no errors (`--set duration` clipped a fault, a station is
  /// unstable), each one line.
  public var warnings: [String]
  /// Where the values of parameters were said, by path: `peak.yaml:41`, or the words of the command
  /// line. Defaults are not among them. Not part of the digest.
  public var origins: [String: String]
  /// The files that it was read from, the first one first, tables of measurements apart.
  public var files: [String]

  public init(
    scenario: Scenario, file: String, topology: String? = nil, digest: String,
    effectiveText: String, parameters: [ParameterNote], warnings: [String],
    origins: [String: String] = [:], files: [String] = []
  ) {
    self.scenario = scenario
    self.file = file
    self.topology = topology
    self.digest = digest
    self.effectiveText = effectiveText
    self.parameters = parameters
    self.warnings = warnings
    self.origins = origins
    self.files = files
  }
}

/// How much is known about a parameter's value.
public enum Provenance: String, Hashable, Sendable, Codable, CaseIterable {
  /// Seen in a source that is named.
  case measured
  /// Tuned or derived so that the model meets a measured figure.
  case calibrated
  /// A guess; also every value whose comment names nothing, and every default.
  case assumed
}

/// One parameter of the effective scenario: `tiers.cache.service`.
public struct ParameterNote: Hashable, Sendable, Codable {
  public var path: String
  public var value: String
  public var provenance: Provenance
  /// The comment's words after the tag, or empty.
  public var source: String

  public init(path: String, value: String, provenance: Provenance, source: String) {
    self.path = path
    self.value = value
    self.provenance = provenance
    self.source = source
  }
}
