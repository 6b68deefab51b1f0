import ScenarioLanguage

/// A workflow command of GitHub Actions that marks a line of a file:
/// `::error file=peak.yaml,line=41,col=13,title=S0204::unknown distribution`.
///
/// Escapes as in GitHub's "Workflow commands for GitHub Actions".
package struct WorkflowAnnotation: Hashable, Sendable {
  /// `error` or `warning`.
  package var level: String
  package var file: String
  package var line: Int?
  package var column: Int?
  package var title: String
  package var message: String

  package init(
    level: String, file: String, line: Int?, column: Int? = nil, title: String, message: String
  ) {
    self.level = level
    self.file = file
    self.line = line
    self.column = column
    self.title = title
    self.message = message
  }

  package init(_ diagnostic: Diagnostic) {
    self.init(
      level: diagnostic.severity.rawValue, file: diagnostic.file, line: diagnostic.line,
      column: diagnostic.column, title: diagnostic.code,
      message: [diagnostic.message, diagnostic.help].compactMap(\.self).joined(separator: "; "))
  }

  /// The command, without a line break.
  package var command: String {
    var properties = ["file=\(Self.escapedProperty(file))"]
    if let line { properties.append("line=\(line)") }
    if let column { properties.append("col=\(column)") }
    properties.append("title=\(Self.escapedProperty(title))")
    return "::\(level) \(properties.joined(separator: ","))::\(Self.escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: String(scalar)
      }
    }.joined()
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).unicodeScalars.map { scalar in
      switch scalar {
      case ":": "%3A"
      case ",": "%2C"
      default: String(scalar)
      }
    }.joined()
  }
}
