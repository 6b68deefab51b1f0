import Foundation
import Reports
import ResultTypes
import TestSupport
import Testing

@Suite struct `Canonical JSON of a result` {
  @Test(arguments: [
    ResultFixture.flagship(), ResultFixture.tiny(), ResultFixture.nothingOffered(),
    ResultFixture.hostile(),
  ])
  func `what is written reads back as the same value`(result: RunResult) throws {
    let text = ResultDocument.json(result)
    #expect(try ResultDocument.result(fromJSON: text) == result)
    #expect(text == ResultDocument.json(try ResultDocument.result(fromJSON: text)))
  }

  @Test func `the machine is the last key and is passed over when read`() throws {
    let result = ResultFixture.tiny()
    let text = ResultDocument.json(result, machine: ResultFixture.machine)
    #expect(try ResultDocument.result(fromJSON: text) == result)
    let alone = ResultDocument.json(result)
    #expect(text.hasPrefix(alone.dropLast(3) + ",\n  \"machine\": {\n    \"wall_seconds\": 24.1"))
    #expect(text.hasSuffix("}\n}\n"))
  }

  @Test func `the schema version comes first and maps are sorted`() {
    let text = ResultDocument.json(ResultFixture.flagship())
    #expect(text.hasPrefix("{\n  \"schemaVersion\": 1,\n  \"tool\": {\n"))
    let kinds = [
      "\"claim\": {\n      \"first_tries\"", "\"open\": {\n      \"first_tries\"",
      "\"send\": {\n      \"first_tries\"",
    ].map { text.range(of: $0)?.lowerBound }
    #expect(kinds.allSatisfy { $0 != nil })
    #expect(kinds.compactMap { $0 } == kinds.compactMap { $0 }.sorted())
  }

  @Test func `integers are exact and other numbers the shortest that read back`() throws {
    var result = ResultFixture.tiny()
    result.seed = .max
    result.audit.issuedCents = .min
    result.tiers[0].utilization.mean = 0.1 + 0.2
    result.tiers[0].queueLength.max = .leastNonzeroMagnitude
    result.tiers[0].queueLength.mean = -0.0
    let text = ResultDocument.json(result)
    #expect(text.contains("\"seed\": 18446744073709551615,"))
    #expect(text.contains("\"issued_cents\": -9223372036854775808,"))
    #expect(text.contains("\"mean\": 0.30000000000000004,"))
    #expect(text.contains("\"max\": 5e-324\n"))
    #expect(text.contains("\"mean\": 0,"))
    #expect(try ResultDocument.result(fromJSON: text) == result)
  }

  @Test func `an absent value is an explicit null`() {
    var result = ResultFixture.nothingOffered()
    result.scenario.start = nil
    let text = ResultDocument.json(result)
    #expect(text.contains("\"start\": null"))
    #expect(text.contains("\"value\": null"))
    #expect(text.contains("\"sojourn_p50_ms\": [null, null, null, null, null]"))
  }

  @Test func `a number that is none is never written as one`() {
    var result = ResultFixture.tiny()
    result.tiers[0].utilization.mean = .nan
    result.tiers[0].queueLength.max = .infinity
    let text = ResultDocument.json(result)
    #expect(!text.contains(": nan") && !text.contains(": inf"))
    #expect(text.contains("\"mean\": null,"))
  }

  @Test func `control characters and quotes are escaped`() throws {
    var result = ResultFixture.tiny()
    result.scenario.name = "a\"b\\c\u{1}\n\t红"
    let text = ResultDocument.json(result)
    #expect(text.contains(#""name": "a\"b\\c\u0001\n\t红""#))
  }

  @Test func `the fingerprint covers everything but itself`() {
    let result = ResultFixture.flagship()
    let once = ResultDocument.fingerprinted(result)
    #expect(ResultDocument.fingerprinted(once) == once)
    #expect(once.fingerprint.count == 64)
    var other = result
    other.series.tiers[2].nodeUtilization[95][59] += 1
    #expect(ResultDocument.fingerprinted(other).fingerprint != once.fingerprint)
  }

  @Test func `a text that is no result names the place`() {
    let cases = [
      ("[1]", "top level"), ("{}", "schemaVersion"),
      ("{\"schemaVersion\": 2}", "schemaVersion is 2"),
      ("{\"schemaVersion\": 1}", "`tool` is missing"), ("nonsense", "not valid"),
    ]
    for (text, expected) in cases {
      let error = #expect(throws: ResultDecodingError.self) {
        try ResultDocument.result(fromJSON: text)
      }
      #expect(error?.description.contains(expected) == true, "\(String(describing: error))")
    }
  }
}
