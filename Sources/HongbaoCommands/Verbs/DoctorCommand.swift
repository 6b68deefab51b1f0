import ArgumentParser
import Foundation

/// `hongbao doctor`: what the machine has, and how to get the rest.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at the machine: what is there, what is missing, and how to get it.",
    discussion: """
      OK: it is there. WARN: something will not work that needs it. FAIL: nothing can be run; then \
      the status is 69, otherwise 0.

      EXAMPLES
        hongbao doctor
        hongbao doctor --json | jq '.checks[] | select(.state != "ok")'
      """)

  @OptionGroup var formatting: PlainFormatOptions

  @OptionGroup var style: StyleOptions

  @OptionGroup var logging: LogOptions

  func run() throws {
    let checks = Doctor(environment: ProcessInfo.processInfo.environment).checks()
    try StandardStream.output.write(
      formatting.isJSON ? try Self.json(checks) : text(checks))
    if checks.contains(where: { $0.state == .fail }) { throw ExitStatus.unavailable.error }
  }

  private static func json(_ checks: [DoctorCheck]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = DoctorDocument(checks: checks)
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  private func text(_ checks: [DoctorCheck]) -> String {
    let width = (checks.map(\.name.count).max() ?? 0) + 2
    let isColored = style.usesColor(on: .output)
    let lines = checks.map { check in
      let (mark, word, code) =
        switch check.state {
        case .ok: ("✓", "OK  ", "32")
        case .warn: ("!", "WARN", "33")
        case .fail: ("✗", "FAIL", "31")
        }
      let head = isColored ? "\u{1B}[\(code)m\(mark) \(word)\u{1B}[0m" : "\(mark) \(word)"
      let name = check.name + String(repeating: " ", count: width - check.name.count)
      let fix = check.fix.map { "\n        \(String(repeating: " ", count: width))-> \($0)" } ?? ""
      return "\(head)  \(name)\(check.detail)\(fix)\n"
    }
    let text = lines.joined()
    return style.usesASCII ? Self.plain(text) : text
  }

  private static func plain(_ text: String) -> String {
    var plain = text.replacing("✓", with: "+").replacing("✗", with: "x")
    plain.unicodeScalars = .init(plain.unicodeScalars.map { $0.isASCII ? $0 : "?" })
    return plain
  }
}
