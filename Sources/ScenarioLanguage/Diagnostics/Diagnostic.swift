/// One mistake or remark about a scenario file, with its place.
public struct Diagnostic: Hashable, Sendable, Codable {
  public enum Severity: String, Hashable, Sendable, Codable {
    case error
    case warning
  }

  /// Stable, for example `S0204`; `hongbao explain S0204` tells more.
  public var code: String
  public var severity: Severity
  public var message: String
  /// The path as the user gave it (of the included topology if the mistake is there).
  public var file: String
  /// From 1; nil when the whole file is meant (missing, too large).
  public var line: Int?
  /// From 1, in Unicode scalars.
  public var column: Int?
  /// One past the end, in Unicode scalars.
  public var endColumn: Int?
  /// The line itself.
  public var sourceLine: String?
  /// What stands under the caret: `expected one of: …`.
  public var label: String?
  /// `did you mean …?` and other advice.
  public var help: String?
  /// The key path: `tiers.cache.service`.
  public var path: String?

  public init(
    code: String, severity: Severity = .error, message: String, file: String, line: Int? = nil,
    column: Int? = nil, endColumn: Int? = nil, sourceLine: String? = nil, label: String? = nil,
    help: String? = nil, path: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.endColumn = endColumn
    self.sourceLine = sourceLine
    self.label = label
    self.help = help
    self.path = path
  }
}
