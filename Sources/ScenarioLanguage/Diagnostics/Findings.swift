import Quantities

/// Collects what is found in one pass over a scenario.
final class Findings {
  private var found: [Diagnostic] = []
  private var fileOrder: [String] = []
  /// The most that is kept; nobody reads more at once.
  private static let most = 200
  /// True when further findings are counted but no longer kept.
  var isFull: Bool { found.count >= Self.most }
  /// How many errors were found so far.
  private(set) var errorCount = 0
  /// True as soon as an error was found.
  var hasErrors: Bool { errorCount > 0 }

  /// Files are sorted in the order in which they were met.
  func register(_ file: SourceFile) {
    if !fileOrder.contains(file.path) { fileOrder.append(file.path) }
  }

  func add(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, label: String? = nil,
    help: String? = nil, path: String? = nil
  ) {
    register(span.file)
    guard !isFull else {
      if code.severity == .error { errorCount += 1 }
      return
    }
    if code.severity == .error { errorCount += 1 }
    found.append(
      Diagnostic(
        code: code.rawValue, severity: code.severity, message: message, file: span.file.path,
        line: span.line, column: span.column, endColumn: max(span.endColumn, span.column + 1),
        sourceLine: span.file.line(span.line), label: label, help: help, path: path))
  }

  /// A finding about a file as a whole.
  func add(_ code: DiagnosticCode, file: String, _ message: String, help: String? = nil) {
    if code.severity == .error { errorCount += 1 }
    if !fileOrder.contains(file) { fileOrder.append(file) }
    found.append(
      Diagnostic(
        code: code.rawValue, severity: code.severity, message: message, file: file, help: help))
  }

  /// A text that is not the quantity it should be.
  func add(_ error: QuantityError, at span: SourceSpan, path: String) {
    let code: DiagnosticCode
    var message = "`\(error.text)` is not \(article(error.expected))"
    var label = "expected \(error.expected)"
    switch error.reason {
    case .notANumber: code = .notANumber
    case .missingUnit:
      code = .missingUnit
      message = "the number `\(error.text)` has no unit"
    case .ambiguousUnit(let unit):
      code = .unknownUnit
      message = "the unit `\(unit)` is ambiguous"
    case .unknownUnit(let unit):
      code = .unknownUnit
      message = "unknown unit `\(unit)`"
    case .outOfRange:
      code = .valueOutOfRange
      message = "`\(error.text)` is out of range"
    case .tooFine:
      code = .tooFine
      message = "`\(error.text)` is too fine"
      label += "; it is not rounded"
    }
    add(code, at: span, message, label: label, help: error.hint, path: path)
  }

  /// The noun phrase in front of the first explanation: `a time`.
  private func article(_ expected: String) -> String {
    let end = expected.firstRange(of: " with")?.lowerBound ?? expected.firstIndex(of: ",")
    return String(expected[..<(end ?? expected.endIndex)])
  }

  /// Everything, in order of file and place, without repetitions.
  var sorted: [Diagnostic] {
    let indexed = found.enumerated().sorted { left, right in
      key(left.element, left.offset) < key(right.element, right.offset)
    }
    var seen: Set<Diagnostic> = []
    return indexed.map(\.element).filter { seen.insert($0).inserted }
  }

  private func key(_ item: Diagnostic, _ offset: Int) -> (Int, Int, Int, Int) {
    let file = fileOrder.firstIndex(of: item.file) ?? fileOrder.count
    return (file, item.line ?? 0, item.column ?? 0, offset)
  }
}
