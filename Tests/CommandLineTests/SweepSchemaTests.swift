import Foundation
import TestSupport
import Testing

@Suite struct `Schema of a sweep` {
  /// What is at odds with a schema, by its way; of all that the schemas of ours say.
  private func mistakes(_ schema: Any?, _ value: Any, at path: String) -> [String] {
    guard let schema = schema as? [String: Any] else { return ["\(path) is not in the schema"] }
    if let either = schema["anyOf"] as? [Any] {
      return value is NSNull ? [] : mistakes(either.first, value, at: path)
    }
    switch (schema["type"] as? String, value) {
    case ("object", let members as [String: Any]):
      let known = schema["properties"] as? [String: Any] ?? [:]
      let needed = Set(schema["required"] as? [String] ?? []).subtracting(members.keys)
      return needed.map { "\(path).\($0) is missing" }
        + members.flatMap { mistakes(known[$0.key], $0.value, at: "\(path).\($0.key)") }
    case ("array", let elements as [Any]):
      return elements.flatMap { mistakes(schema["items"], $0, at: "\(path)[]") }
    case ("string", is String), ("boolean", is Bool): return []
    case ("number", let number as NSNumber): return number.doubleValue.isFinite ? [] : [path]
    case ("integer", let number as NSNumber):
      return number.doubleValue == number.doubleValue.rounded() ? [] : ["\(path) is no integer"]
    default: return ["\(path) is of another type"]
    }
  }

  private func object(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  @Test func `what a sweep prints obeys it`() throws {
    let bench = try RunWorkbench()
    let schema = try object(try ProcessRunner.hongbao(["schema", "--sweep"]).run().output)
    for more in [["--all-metrics"], ["--latin", "2", "--seed", "18446744073709551615"]] {
      let vary = more.count == 1 ? "load=1,2" : "load=1..2"
      let end = try ProcessRunner.hongbao(
        ["sweep", "tiny.yaml", "--vary", vary, "--replications", "2", "--json", "-q"] + more,
        folder: bench.folder.root
      ).run()
      #expect(end.status == 0, "\(end.error)")
      #expect(mistakes(schema, try object(end.output), at: "") == [])
      let broken = end.output.replacing("\"design\": \"", with: "\"deisgn\": \"")
      #expect(
        mistakes(schema, try object(broken), at: "").sorted()
          == [".deisgn is not in the schema", ".design is missing"])
    }
  }
}
