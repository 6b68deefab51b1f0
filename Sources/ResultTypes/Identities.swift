/// Which tool made a result.
public struct ToolIdentity: Codable, Hashable, Sendable {
  public var name: String
  public var version: String

  public init(name: String = "hongbao", version: String) {
    self.name = name
    self.version = version
  }
}

/// Which scenario a result answers.
public struct ScenarioIdentity: Codable, Hashable, Sendable {
  public var name: String
  /// The file's name without folders, so that the result is the same wherever it is made.
  public var file: String
  /// SHA-256 (hex) of the effective scenario.
  public var digest: String
  public var description: String?
  /// Wall-clock text of time 0, if given.
  public var start: String?
  /// The effective scenario: one self-contained YAML text.
  public var text: String

  public init(
    name: String, file: String, digest: String, description: String?, start: String?, text: String
  ) {
    self.name = name
    self.file = file
    self.digest = digest
    self.description = description
    self.start = start
    self.text = text
  }
}
