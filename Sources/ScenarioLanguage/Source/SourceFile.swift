/// The text of one file, cut into lines for diagnostics.
final class SourceFile: Sendable {
  /// The path as the user gave it, or the option of the command line: `--set`.
  let path: String
  /// The lines without their line breaks.
  let lines: [String]
  /// What diagnostics show instead of the first line, if that is something else.
  private let shownFirstLine: String?

  init(path: String, text: String, shownFirstLine: String? = nil) {
    self.path = path
    self.shownFirstLine = shownFirstLine
    var lines: [String] = []
    var current = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\n" && previous == "\r" {
        previous = scalar
        continue
      }
      if scalar == "\n" || scalar == "\r" {
        lines.append(String(current))
        current = String.UnicodeScalarView()
      } else {
        current.append(scalar)
      }
      previous = scalar
    }
    lines.append(String(current))
    self.lines = lines
  }

  /// The text of a line counted from 1, as diagnostics show it.
  func line(_ number: Int) -> String? {
    if number == 1, let shownFirstLine { return shownFirstLine }
    return number >= 1 && number <= lines.count ? lines[number - 1] : nil
  }

  /// The directory that relative paths inside the file start from, with its slash, or empty.
  var directory: String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  /// A path written in this file, as seen from the working directory.
  func resolve(_ relative: String) -> String {
    relative.hasPrefix("/") ? relative : directory + relative
  }
}

/// Some characters of one line.
struct SourceSpan: Sendable {
  var file: SourceFile
  /// From 1.
  var line: Int
  /// From 1, in Unicode scalars.
  var column: Int
  /// One past the end, in Unicode scalars.
  var endColumn: Int

  /// Whether an option such as --set says it, not a file.
  var isOfCommandLine: Bool { file.path.hasPrefix("--") }

  /// The place for people: `peak.yaml:41`, or `--set duration=5s`.
  var origin: String {
    isOfCommandLine ? "\(file.path) \(file.line(1) ?? "")" : "\(file.path):\(line)"
  }
}
