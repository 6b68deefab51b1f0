import ResultTypes

/// The objectives of runs as JUnit XML, which CI systems show as tests: one suite a run, one test
/// an objective, and one for the audit.
enum JUnitReport {
  /// One run to report on.
  struct Suite {
    var result: RunResult
    /// Empty when the run was not kept.
    var id: String
    /// The path of the scenario as CI knows it.
    var file: String
    var wallSeconds: Double?
  }

  static func text(_ suites: [Suite]) -> String {
    let tests = suites.reduce(0) { $0 + $1.result.objectives.count + 1 }
    let failures = suites.reduce(0) { $0 + Self.failures($1.result) }
    let errors = suites.reduce(0) { $0 + Self.errors($1.result) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
      + attributes([
        ("name", "hongbao"), ("tests", String(tests)), ("failures", String(failures)),
        ("errors", String(errors)),
      ]) + ">\n" + suites.map(text).joined() + "</testsuites>\n"
  }

  private static func failures(_ result: RunResult) -> Int {
    result.objectives.count { !$0.passed }
  }

  private static func errors(_ result: RunResult) -> Int {
    result.audit.violations.isEmpty ? 0 : 1
  }

  private static func text(_ suite: Suite) -> String {
    let result = suite.result
    var text =
      "  <testsuite"
      + attributes([
        ("name", result.scenario.name), ("tests", String(result.objectives.count + 1)),
        ("failures", String(failures(result))), ("errors", String(errors(result))),
        ("skipped", "0"), ("time", CSVTable.number(suite.wallSeconds ?? 0)),
      ]) + ">\n    <properties>\n"
    let properties = [
      ("run_id", suite.id), ("seed", String(result.seed)), ("digest", result.scenario.digest),
      ("fingerprint", result.fingerprint), ("version", result.tool.version),
    ]
    for (name, value) in properties where !value.isEmpty {
      text += "      <property" + attributes([("name", name), ("value", value)]) + "/>\n"
    }
    text += "    </properties>\n"
    for objective in result.objectives { text += test(objective, suite) }
    return text + audit(suite) + "  </testsuite>\n"
  }

  private static func test(_ objective: ObjectiveResult, _ suite: Suite) -> String {
    let head =
      "    <testcase"
      + attributes([
        ("name", objective.expression), ("classname", "hongbao." + suite.result.scenario.name),
        ("file", suite.file), ("line", String(objective.line)), ("time", "0"),
      ])
    if objective.passed { return head + "/>\n" }
    let end = ReportWords.mark(objective, in: suite.result).map { "; it \($0)" } ?? ""
    let message = ReportWords.measured(objective) + end
    return head + ">\n      <failure"
      + attributes([("message", message), ("type", "objective")]) + ">"
      + escaped("\(objective.expression): \(message)") + "</failure>\n    </testcase>\n"
  }

  private static func audit(_ suite: Suite) -> String {
    let head =
      "    <testcase"
      + attributes([
        ("name", "audit: the books balance"),
        ("classname", "hongbao." + suite.result.scenario.name), ("file", suite.file),
        ("time", "0"),
      ])
    let violations = suite.result.audit.violations
    guard let first = violations.first else { return head + "/>\n" }
    return head + ">\n      <error" + attributes([("message", first), ("type", "audit")]) + ">"
      + escaped(violations.joined(separator: "\n")) + "</error>\n    </testcase>\n"
  }

  private static func attributes(_ list: [(name: String, value: String)]) -> String {
    list.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
  }

  /// Text that XML 1.0 takes: what it forbids becomes a replacement character.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
