import Foundation
import TestSupport
import Testing

import ScenarioLanguage

@Suite struct `Scenario schema` {
  private func document() throws -> [String: Any] {
    let data = Data(ScenarioSchema.json().utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `it is JSON of draft-07 and the same bytes every time`() throws {
    let schema = try document()
    #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    #expect(ScenarioSchema.json() == ScenarioSchema.json())
    #expect(ScenarioSchema.json().unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `every key of the grammar has a title and a description`() throws {
    let schema = try document()
    let definitions = try #require(schema["definitions"] as? [String: [String: Any]])
    let tables: [(KeyTable, [String: Any])] = [
      (Grammar.scenario, schema), (Grammar.tier, definitions["tier"] ?? [:]),
      (Grammar.population, definitions["population"] ?? [:]),
      (Grammar.network, definitions["network"] ?? [:]),
      (Grammar.fault, definitions["fault"] ?? [:]),
    ]
    for (table, part) in tables {
      let properties = try #require(part["properties"] as? [String: [String: Any]])
      #expect(Set(properties.keys) == Set(table.keys.map(\.name)))
      for (name, property) in properties {
        #expect((property["title"] as? String)?.isEmpty == false, "\(name)")
        #expect((property["description"] as? String)?.isEmpty == false, "\(name)")
      }
      #expect(part["additionalProperties"] as? Bool == false)
    }
  }

  @Test func `every reference leads to a definition`() throws {
    let schema = try document()
    let definitions = try #require(schema["definitions"] as? [String: Any])
    let pattern = #/"#\/definitions\/([a-z-]+)"/#
    let names = ScenarioSchema.json().matches(of: pattern).map { String($0.output.1) }
    #expect(!names.isEmpty)
    for name in names { #expect(definitions[name] != nil, "\(name)") }
  }

  // MARK: - Against a validator

  /// Asks Python's `jsonschema` about some files: the first problem of each, or an empty text;
  /// nil when Python or its packages are not there.
  private func problems(of files: [String]) throws -> [String]? {
    let script = """
      import json, sys, warnings
      try:
          import yaml, jsonschema
      except ImportError:
          sys.exit(3)
      class Loader(yaml.SafeLoader): pass
      Loader.yaml_implicit_resolvers = {
          first: [(tag, regexp) for tag, regexp in found if not tag.endswith("timestamp")]
          for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft7Validator.check_schema(schema)
      validator = jsonschema.Draft7Validator(schema)
      for path in sys.argv[2:]:
          try:
              document = yaml.load(open(path, encoding="utf-8"), Loader)
              found = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.path)))
              text = f"{found[0].json_path}: {found[0].message}" if found else ""
          except (yaml.YAMLError, UnicodeDecodeError) as error:
              text = f"YAML: {error}"
          print(json.dumps(text))
      """
    let files = files.map { URL(fileURLWithPath: $0).path }
    return try ScenarioFixture.withFolder(["schema.json": ScenarioSchema.json()]) { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-c", script, "\(folder)/schema.json"] + files
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      if process.terminationStatus == 3 || process.terminationStatus == 127 { return nil }
      #expect(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
        (try? JSONDecoder().decode(String.self, from: Data($0.utf8))) ?? String($0)
      }
    }
  }

  @Test func `a validator accepts every file in topologies`() throws {
    let files = try ScenarioFixture.topologies()
    guard let problems = try problems(of: files) else { return }
    #expect(problems.count == files.count)
    for (file, problem) in zip(files, problems) { #expect(problem.isEmpty, "\(file): \(problem)") }
  }

  @Test func `a validator accepts every scenario and part in the documents`() throws {
    let blocks = try `Documented scenarios`.blocks()
    let texts = blocks.enumerated().map { ("\($0.offset).yaml", $0.element.wholeText) }
    try ScenarioFixture.withFolder(Dictionary(uniqueKeysWithValues: texts)) { folder in
      guard let problems = try problems(of: texts.map { "\(folder)/\($0.0)" }) else { return }
      #expect(problems.count == blocks.count)
      for (block, problem) in zip(blocks, problems) {
        #expect(problem.isEmpty, "\(block): \(problem)")
      }
    }
  }

  /// Broken files whose mistake is one of shape, key, word or unit.
  private static let structural = [
    "unknown-key", "unknown-top-key", "missing-duration", "missing-service", "missing-operation",
    "bare-number", "unknown-unit", "zero-nodes", "list-for-mapping", "unknown-distribution",
    "unknown-word", "key-of-another-operation", "sends-and-requests", "fault-of-two-kinds",
    "fault-without-kind", "fault-without-factor", "wrong-version", "slash-in-name",
    "percent-over-100", "unknown-metric", "unknown-backoff", "unknown-route", "tries-zero",
    "negative-duration", "verdict-unknown", "date-without-offset", "packet-key-with-requests",
    "empty-path", "curve-empty", "tier-twice-in-path", "tier-named-as-request",
  ]

  @Test func `a validator refuses what is wrong in shape, key, word or unit`() throws {
    let folder = ScenarioFixture.repository + "/Tests/ScenarioLanguageTests/Fixtures"
    let files = Self.structural.map { "\(folder)/\($0).yaml" }
    guard let problems = try problems(of: files) else { return }
    #expect(problems.count == files.count)
    for (file, problem) in zip(files, problems) { #expect(!problem.isEmpty, "\(file)") }
  }

  @Test func `a validator and the loader agree on the spellings of keys and values`() throws {
    let text = """
      version: "1"
      name: 2017
      start: 2017-01-28T00:04:30+08:00
      duration: 10 s
      tiers:
        网关:
          operation: relay
          nodes: 4
          service: 100 us
          on_crash: silent
          route: power_of 2
          discipline: priority(claim, open)
        cache:
          operation: claim
          nodes: 2
          service: 0.5us + exponential ( mean 10us )
          cas: {tries: 2, then: let through}
        settlement:
          operation: settle
          nodes: 2
          servers: 4
          service: hyperexponential(90% 0.5ms, 10% 5.5ms)
          amounts: double mean
      flow:
        send: [网关, cache]
        claim:
          path: [网关, cache]
          then: {sold out: stop, queue_full: retry, failed: retry}
        open: [网关, settlement]
      network:
        same_zone: {latency: constant(60us), loss: 0.01 %}
        local/1 - beijing: constant(15ms)
      populations:
        friends:
          sends: {curve: {points: [0s 10/s, 2 s 1k/min], repeat: true}}
          group: {size: 20, awake: 50%}
          shares: 1 + geometric(mean 1.5)
          amount: uniform(5.00yuan 6.00yuan)
          fan out: 150ms
          reaction: empirical(p0 200ms p50 900ms p100 4s)
          second click: 500ms
          access: {wifi: 100%}
          tries: {total: 3, backoff: exponential(200ms)}
        others:
          requests: {kind: claim, curve: "steps(0s 1/s, 5s 2/s)", process: deterministic}
          tries: 2
      faults:
        - {at: 2s, for: 1s, crash: cache/0..1}
        - {at: 2s, slow: 网关 50%, factor: 10}
        - {at: 3s, latency: local - local, add: 5ms, jitter: 1ms}
        - {at: 3s, loss: local/1 - local/1, probability: 1%}
        - {at: 4s, errors: settlement, probability: 5%}
        - {at: 5s, lose: local/1}
      objectives:
        - p99.9(claim at cache) <= 1ms
        - peak throughput(cache) >= 1/s
        - rejected(settlement) < 0.1%

      """
    _ = try ScenarioFixture.load(text: text)
    try ScenarioFixture.withFolder(["spellings.yaml": text]) { folder in
      guard let problems = try problems(of: ["\(folder)/spellings.yaml"]) else { return }
      #expect(problems == [""])
    }
  }
}
