import Foundation
import Reports
import ResultTypes
import TestSupport
import Testing

@Suite struct `Schema of a result` {
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Runs Python and gives its exit status and output; 127 when there is none.
  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    guard let python else { return (127, "") }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static let hasValidator = (try? run(["-c", "import jsonschema"]).status) == 0

  @Test(.enabled(if: hasValidator, "needs python3 with jsonschema"))
  func `every fixture is valid and a damaged one is not`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("result-schema-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = [
      ResultSchema.json(),
      ResultDocument.json(ResultFixture.flagship(), machine: ResultFixture.machine),
      ResultDocument.json(ResultFixture.tiny()),
      ResultDocument.json(ResultFixture.nothingOffered()),
      ResultDocument.json(ResultFixture.hostile()),
      ResultDocument.json(ResultFixture.tiny())
        .replacingOccurrences(of: "\"offered\": 1000", with: "\"offered\": \"many\""),
    ]
    for (index, text) in texts.enumerated() {
      try text.write(
        to: folder.appendingPathComponent("\(index).json"), atomically: true, encoding: .utf8)
    }
    let script = """
      import json, jsonschema, sys
      read = lambda i: json.load(open(f"{sys.argv[1]}/{i}.json"))
      schema = read(0)
      jsonschema.Draft7Validator.check_schema(schema)
      print([len(list(jsonschema.Draft7Validator(schema).iter_errors(read(i)))) > 0
             for i in range(1, 6)])
      """
    let result = try Self.run(["-c", script, folder.path])
    #expect(result.output == "[False, False, False, False, True]\n")
  }

  @Test func `every key of a result is in the table of the documentation`() throws {
    let value = try JSONSerialization.jsonObject(
      with: Data(
        ResultDocument.json(ResultFixture.flagship(), machine: ResultFixture.machine).utf8))
    let table = ResultSchema.markdownTable()
    let paths = Set(
      table.split(separator: "\n").compactMap { line -> String? in
        let parts = line.split(separator: "`", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : nil
      })
    var missing: Set<String> = []
    func walk(_ value: Any, _ path: String) {
      if let array = value as? [Any] { array.forEach { walk($0, path + "[]") } }
      guard let object = value as? [String: Any] else { return }
      let isMap = paths.contains { $0.hasPrefix(path + ".*") } || object.isEmpty
      let isCount =
        object.values.allSatisfy { $0 is NSNumber || $0 is [NSNumber] }
        && !paths.contains { $0.hasPrefix(path + ".") }
      for (key, child) in object {
        if isMap || isCount {
          walk(child, path + ".*")
        } else {
          let below = path.isEmpty ? key : path + "." + key
          if !paths.contains(below) { missing.insert(below) }
          walk(child, below)
        }
      }
    }
    walk(value, "")
    #expect(missing.isEmpty)
    #expect(paths.count > 120)
  }

  @Test func `the documentation holds the table`() throws {
    let file = Snapshot.root.appendingPathComponent("docs/result.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let marks = ("<!-- keys: begin -->\n", "<!-- keys: end -->\n")
    let head = try #require(text.range(of: marks.0))
    let tail = try #require(text.range(of: marks.1))
    try Snapshot.check(
      text[..<head.upperBound] + "\n" + ResultSchema.markdownTable() + "\n"
        + text[tail.lowerBound...], at: file)
  }
}
