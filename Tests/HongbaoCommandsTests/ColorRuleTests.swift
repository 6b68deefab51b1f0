import HongbaoCommands
import Testing

@Suite struct `Colour rules` {
  struct Row: Sendable {
    var choice: ColorChoice
    var environment: [String: String]
    var isTerminal: Bool
    var expected: Bool
  }

  static let rows: [Row] = [
    Row(choice: .auto, environment: [:], isTerminal: true, expected: true),
    Row(choice: .auto, environment: [:], isTerminal: false, expected: false),
    Row(choice: .auto, environment: ["TERM": "dumb"], isTerminal: true, expected: false),
    Row(choice: .auto, environment: ["NO_COLOR": "1"], isTerminal: true, expected: false),
    Row(choice: .auto, environment: ["NO_COLOR": ""], isTerminal: true, expected: true),
    Row(choice: .auto, environment: ["FORCE_COLOR": "1"], isTerminal: false, expected: true),
    Row(choice: .auto, environment: ["FORCE_COLOR": "0"], isTerminal: false, expected: false),
    Row(choice: .auto, environment: ["CLICOLOR_FORCE": "1"], isTerminal: false, expected: true),
    Row(
      choice: .auto, environment: ["CLICOLOR_FORCE": "1", "TERM": "dumb"], isTerminal: false,
      expected: true),
    Row(
      choice: .auto, environment: ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], isTerminal: true,
      expected: false),
    Row(choice: .always, environment: ["NO_COLOR": "1"], isTerminal: false, expected: true),
    Row(choice: .never, environment: ["FORCE_COLOR": "1"], isTerminal: true, expected: false),
  ]

  @Test(arguments: rows)
  func `the flag wins, then NO_COLOR, then force, then the terminal`(_ row: Row) {
    #expect(
      ColorRule.usesColor(
        choice: row.choice, environment: row.environment, isTerminal: row.isTerminal)
        == row.expected)
  }

  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], false), (["LANG": "C.utf8"], false), (["LANG": "C"], true),
    ([:], true), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], true),
    (["LC_ALL": "", "LC_CTYPE": "zh_CN.UTF-8", "LANG": "C"], false),
  ])
  func `text stays in ASCII unless the locale is UTF-8`(
    _ environment: [String: String], _ expected: Bool
  ) {
    #expect(ColorRule.usesASCII(environment: environment) == expected)
  }
}
