import Foundation
import Reports
import ResultTypes
import Testing

@Suite struct `Layout of a sweep` {
  private static let example = SweepResult(
    tool: ToolIdentity(version: "0.1.0"),
    scenario: ScenarioIdentity(
      name: "红包", file: "x.yaml", digest: "abc", description: nil, start: nil, text: "version: 1\n"
    ), seed: .max, design: "grid", replications: 2,
    parameters: [SweepParameter(path: "load", values: ["1"])],
    points: [
      SweepPoint(
        number: 0, digest: "def", settings: ["1"],
        metrics: [
          SweepFigure(name: "a", unit: "ms", value: nil, low: nil, high: 2.5, values: [nil, 2.5])
        ])
    ], warnings: ["one"])

  @Test func `what was written is read back as the same`() throws {
    let text = SweepDocument.json(Self.example)
    #expect(try SweepDocument.result(fromJSON: text) == Self.example)
    let error = try #require(throws: ResultDecodingError.self) {
      try SweepDocument.result(fromJSON: text.replacing("\"points\"", with: "\"poinst\""))
    }
    #expect(error.description == "key `points` is missing at the top level")
  }

  @Test func `the documentation has all keys of the schema`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/compare.md")
    #expect(try String(contentsOf: page, encoding: .utf8).contains(SweepDocument.schemaTable()))
  }

  @Test(arguments: [
    ("{\"a\": 1,\n  \"b\": }", 2, 8, "expected a value"),
    ("{\"a\": 1,\n  \"b\": 12", 2, 10, "the text ends too early"),
    ("{\"a\": 1}\n]", 2, 1, "there is text behind the end of the value"),
    ("", 1, 1, "the text ends too early"), ("[1, 2,]", 1, 7, "expected a value"),
    ("[1 2]", 1, 4, "expected `,` or `]`"), ("{a: 1}", 1, 2, "expected a key in quotes"),
    ("[nul]", 1, 2, "expected `null`"), ("[\"a\nb\"]", 1, 4, "a string holds a control character"),
    ("[1e, 2]", 1, 2, "expected a value"), ("\"红包", 1, 8, "the text ends too early"),
    ("{\"a\" 1}", 1, 6, "expected `:`"), ("\"\\", 1, 3, "the text ends too early"),
  ])
  func `a text that is no JSON is told with its place`(
    _ text: String, _ line: Int, _ column: Int, _ message: String
  ) throws {
    let error = try #require(throws: ResultDecodingError.self) {
      try SweepDocument.result(fromJSON: text)
    }
    #expect(error.description == "not valid JSON: \(message)")
    #expect([error.line, error.column] == [line, column])
  }
}
