import Foundation
import Testing

import ScenarioLanguage

@Suite struct `Diagnostic renderer` {
  private let unknown = Diagnostic(
    code: "S0204", message: "unknown distribution `lognormall`", file: "peak.yaml", line: 41,
    column: 14, endColumn: 24, sourceLine: "    service: lognormall(2ms, 0.6)",
    label: "expected one of: constant, exponential, lognormal, ...",
    help: "did you mean `lognormal`?")

  private func text(_ diagnostics: Diagnostic..., ascii: Bool = false) -> String {
    DiagnosticRenderer.text(diagnostics, color: false, ascii: ascii)
  }

  /// The source line and the caret line, without the number and the bar.
  private func excerpt(_ line: String, _ column: Int, _ end: Int, ascii: Bool = false) -> [String] {
    let item = Diagnostic(
      code: "S0101", message: "m", file: "f.yaml", line: 1, column: column, endColumn: end,
      sourceLine: line)
    let lines = text(item, ascii: ascii).split(separator: "\n", omittingEmptySubsequences: false)
    return lines[3...4].map { String($0.dropFirst(4)) }
  }

  @Test func `an error shows its place, its line, a caret and advice`() {
    #expect(
      text(unknown) == """
        error[S0204]: unknown distribution `lognormall`
          --> peak.yaml:41:14
           |
        41 |     service: lognormall(2ms, 0.6)
           |              ^^^^^^^^^^ expected one of: constant, exponential, lognormal, ...
           |
           = help: did you mean `lognormal`?
           = note: run `hongbao explain S0204`
        error: 1 error in peak.yaml; nothing was run

        """)
  }

  @Test func `warnings say so and have no closing line`() {
    let warning = Diagnostic(
      code: "W0001", severity: .warning, message: "no path passes the tier `ckv`", file: "a.yaml",
      line: 7, column: 3, endColumn: 6, sourceLine: "  ckv:", label: "it will stand idle")
    #expect(
      text(warning) == """
        warning[W0001]: no path passes the tier `ckv`
         --> a.yaml:7:3
          |
        7 |   ckv:
          |   ^^^ it will stand idle
          |
          = note: run `hongbao explain W0001`

        """)
  }

  @Test func `a finding about a whole file has no line`() {
    let missing = Diagnostic(
      code: "S0001", message: "cannot read", file: "gone.yaml", help: "look for the file")
    #expect(
      text(missing) == """
        error[S0001]: cannot read
         --> gone.yaml
          = help: look for the file
          = note: run `hongbao explain S0001`
        error: 1 error in gone.yaml; nothing was run

        """)
  }

  @Test func `several findings are set apart and counted by file`() {
    var other = unknown
    other.file = "wechat.yaml"
    var warning = unknown
    warning.severity = .warning
    let one = text(unknown, warning, unknown)
    #expect(one.hasSuffix("\nerror: 2 errors in peak.yaml; nothing was run\n"))
    #expect(one.components(separatedBy: "S0204`\n\n").count == 3)
    #expect(text(unknown, other).hasSuffix("\nerror: 2 errors in 2 files; nothing was run\n"))
    #expect(DiagnosticRenderer.text([], color: true, ascii: false).isEmpty)
  }

  @Test func `the caret stands below wide, narrow and combining characters`() {
    #expect(excerpt("红包: x", 5, 6) == ["红包: x", "      ^"])
    #expect(excerpt("红包: x", 1, 3) == ["红包: x", "^^^^"])
    #expect(excerpt("🧧: x", 4, 5) == ["🧧: x", "    ^"])
    #expect(excerpt("cafe\u{301}: x", 8, 9) == ["cafe\u{301}: x", "      ^"])
    #expect(excerpt("\ta:\tb", 5, 6) == [" a: b", "    ^"])
    #expect(excerpt("a:", 4, 5) == ["a:", "   ^"])
  }

  @Test func `ASCII output escapes the rest and keeps the caret in place`() {
    #expect(excerpt("红: x", 4, 5, ascii: true) == [#"\u{7EA2}: x"#, "          ^"])
    #expect(excerpt("红: x", 1, 2, ascii: true) == [#"\u{7EA2}: x"#, "^^^^^^^^"])
    var item = unknown
    item.message = "红包"
    item.file = "é.yaml"
    #expect(text(item, ascii: true).unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `characters that would disturb the terminal are escaped everywhere`() {
    #expect(excerpt("a\u{1B}[2J: x", 1, 2) == [#"a\u{1B}[2J: x"#, "^"])
    #expect(excerpt("a\u{202E}b", 3, 4) == [#"a\u{202E}b"#, "         ^"])
    var item = unknown
    item.message = "a\u{7}\nb"
    item.label = "c\u{1B}"
    item.help = "d\u{85}"
    item.file = "e\u{1B}]0;x"
    let shown = text(item)
    #expect(shown.hasPrefix(#"error[S0204]: a\u{7}\u{A}b"# + "\n"))
    #expect(
      !shown.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
  }

  @Test func `a long line is cut to a window around the caret`() {
    let long = String(repeating: "ab ", count: 1000) + "here" + String(repeating: " yz", count: 900)
    let lines = excerpt(long, 3001, 3005)
    #expect(lines[0].hasPrefix("...") && lines[0].hasSuffix("..."))
    #expect(lines[0].count <= 126)
    let below = zip(lines[0], lines[1]).filter { $0.1 == "^" }.map { String($0.0) }
    #expect(below.joined() == "here")

    let left = excerpt("key: " + String(repeating: "x", count: 500), 1, 4)
    #expect(left[0].hasPrefix("key: xxx") && left[0].hasSuffix("x...") && left[0].count == 123)
    #expect(left[1] == "^^^")

    let wide = excerpt(String(repeating: "红", count: 300), 1, 301)
    #expect(wide[1].count <= 120 && wide[0].count <= 63)
  }

  @Test(.timeLimit(.minutes(1))) func `a megabyte in one line is no trouble`() {
    let item = Diagnostic(
      code: "S0101", message: "m", file: "f.yaml", line: 1, column: 500_000, endColumn: 900_000,
      sourceLine: String(repeating: "x", count: 1 << 20))
    let shown = DiagnosticRenderer.text(
      Array(repeating: item, count: 100), color: false, ascii: false)
    #expect(shown.utf8.count < 100 * 600)
  }

  @Test func `colour adds codes and nothing else`() throws {
    let colored = DiagnosticRenderer.text([unknown], color: true, ascii: false)
    #expect(colored.hasPrefix("\u{1B}[1;91merror[S0204]\u{1B}[0m\u{1B}[1m: unknown"))
    #expect(colored.replacing(try Regex("\u{1B}\\[[0-9;]*m"), with: "") == text(unknown))
  }
}
