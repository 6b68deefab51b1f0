import ScenarioLanguage
import TestSupport
import Testing

/// Files of a quarter of the largest size that are hard on a careless reader: work must not grow
/// with the square of their length, and nothing may trap.
@Suite struct TortureTests {
  static let size = 250_000

  private static func repeated(_ piece: (Int) -> String) -> String {
    var text = ""
    var index = 0
    while text.utf8.count < size {
      text += piece(index)
      index += 1
    }
    return text
  }

  static let texts: [(name: String, make: @Sendable () -> String)] = [
    ("many keys", { repeated { "key\($0): 1\n" } }),
    ("many keys in one line", { "tiers: {" + repeated { "key\($0): 1, " } + "}\n" }),
    ("one key many times", { repeated { _ in "seed: 1\n" } }),
    ("one key many times in a line", { "tiers: {" + repeated { _ in "a: 1, " } + "}\n" }),
    ("many tiers", { "tiers:\n" + repeated { "  t\($0): {nodes: x}\n" } }),
    (
      "many faults",
      {
        ScenarioFixture.smallest.replacing("nodes: 1", with: "nodes: 1000000")
          + "faults:\n" + repeated { _ in "  - {at: 1s, crash: server}\n" }
      }
    ),
    ("many objectives", { "objectives:\n" + repeated { "  - p\($0)(x) < 1\n" } }),
    ("a long list", { "flow: {claim: [" + repeated { "t\($0), " } + "]}\n" }),
    ("open brackets", { repeated { _ in "[" } }),
    ("open braces", { repeated { _ in "{a: " } }),
    ("dashes", { repeated { _ in "- " } }),
    ("deeper and deeper", { repeated { String(repeating: " ", count: $0 % 1400) + "a:\n" } }),
    ("question marks", { repeated { _ in "? " } }),
    ("many anchors", { repeated { "k\($0): &a\($0) 1\n" } }),
    ("many aliases", { repeated { _ in "- *a\n" } }),
    ("a chain of aliases", { "k: &a0 1\n" + repeated { "k\($0): &a\($0 + 1) *a\($0)\n" } }),
    ("many quotes", { repeated { _ in "'" } }),
    ("an open quotation", { "name: \"" + repeated { _ in "x\n" } }),
    ("one long word", { "name: " + repeated { _ in "x" } }),
    ("a block of text", { "description: |\n" + repeated { _ in "  & * ! ? [ {\n" } }),
    ("wide characters", { repeated { _ in "红包: 🧧\n" } }),
    (
      "many parameters",
      {
        ScenarioFixture.smallest.replacing(
          "exponential(10ms)", with: "\"lognormal(" + repeated { "q\($0) 1 " } + ")\"")
      }
    ),
    (
      "many points",
      {
        ScenarioFixture.smallest.replacing(
          "rate: 80/s", with: "curve: [" + repeated { "\($0)s 1/s, " } + "]")
      }
    ),
    (
      "many places",
      {
        ScenarioFixture.smallest.replacing(
          "nodes: 1,", with: "nodes: 1, place: [" + repeated { "c\($0)/1..999, " } + "],")
      }
    ),
    (
      "many pairs",
      {
        ScenarioFixture.smallest + "network:\n" + repeated { "  a\($0) - b\($0): 1ms\n" }
      }
    ),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: texts.map(\.name))
  func `a hard text is answered in time`(name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name }).make()
    try ScenarioFixture.withFolder(["torture.yaml": text]) { folder in
      switch ScenarioLoader.load(path: folder + "/torture.yaml") {
      case .loaded: #expect(name == "many points")
      case .invalid(let items):
        #expect(!items.isEmpty)
        #expect(items.count <= 200)
        #expect(!DiagnosticRenderer.text(items, color: false, ascii: false).isEmpty)
      case .unreadable(let item): #expect(item.code == "S0003")
      }
    }
  }
}
