import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// The key `load`.
@Suite struct LoadScaleTests {
  /// What is said of a text that must be refused.
  private func refusal(_ text: String) throws -> String {
    do {
      _ = try ScenarioFixture.load(text: text)
    } catch let failure as ScenarioFixture.Failure {
      return failure.description
    }
    Issue.record("it was accepted: \(text)")
    return ""
  }

  @Test func `a load multiplies rates, and means the same as the rates written out`() throws {
    let smallest = ScenarioFixture.smallest
    let scaled = try ScenarioFixture.load(text: smallest + "\nload: 2.5\n")
    let written = try ScenarioFixture.load(
      text: smallest.replacing("80/s", with: "200/s"))
    #expect(scaled.digest == written.digest)
    #expect(try ScenarioFixture.load(text: scaled.effectiveText).digest == scaled.digest)
  }

  @Test func `a load of one is no change`() throws {
    let smallest = ScenarioFixture.smallest
    #expect(
      try ScenarioFixture.load(text: smallest + "\nload: 1\n").digest
        == ScenarioFixture.load(text: smallest).digest)
  }

  @Test(arguments: ["0", "-1", "1001", "half", "50%", "[1]"])
  func `a load that is none is refused at its place`(_ value: String) throws {
    let text = try refusal(ScenarioFixture.smallest + "\nload: \(value)\n")
    #expect(text.contains("load: \(value)") && text.contains("expected a"))
  }

  @Test func `a load too large for a rate, and one of times between requests, are refused`() throws
  {
    let smallest = ScenarioFixture.smallest
    for text in [
      smallest.replacing("80/s", with: "900M/s") + "\nload: 2\n",
      smallest.replacing("rate: 80/s", with: "between: 10ms") + "\nload: 2\n",
    ] {
      #expect(try refusal(text).contains("load"))
    }
  }
}
