import Foundation
import Reports
import ResultTypes
import TestSupport
import Testing

@Suite struct `Capacity report` {
  private static let command = "./hongbao capacity topologies/new-year-peak.yaml"
  private static let all = [
    CapacityFixture.whole(), CapacityFixture.nothing(), CapacityFixture.unlimited(),
  ]

  private func page(_ result: CapacityResult) -> String {
    CapacityDocument.html(result, picture: ResultFixture.flagship(), command: Self.command)
  }

  @Test(arguments: all)
  func `no sentence of the answer or of a finding is without a number`(result: CapacityResult) {
    let words = CapacityWords(result)
    let sentences = words.answer + words.findings
    #expect(sentences.count >= 5)
    for sentence in sentences {
      let hasNumber = sentence.text.contains { $0.isNumber }
      #expect(hasNumber, "\(sentence.topic): \(sentence.text)")
      #expect(sentence.text.hasSuffix("."), "\(sentence.text)")
      #expect(!sentence.text.contains("nan") && !sentence.text.contains("inf/"))
    }
    #expect(words.answer.count <= 3)
    #expect(CapacityDocument.answer(result) == words.answer.map(\.text))
  }

  @Test func `the answer says how much, what limits, what next and how big`() {
    let answer = CapacityDocument.answer(CapacityFixture.whole())
    #expect(answer[0].hasPrefix("It holds 1.84M claims/s with 95 % confidence over 4 seeds, 2.42"))
    #expect(answer[1].contains("settlement limits first, 98 % busy"))
    #expect(answer[1].contains("gateway limits next, at 2.20M claims/s"))
    #expect(answer[2].contains("shenzhen/1 lost"))
    #expect(answer[2].contains("costs 80 of 388 now, 120 to hold it with a zone lost"))
  }

  /// Keys that are in the one and not in the other, by their ways.
  private func differences(_ schema: Any?, _ value: Any, at path: String) -> [String] {
    guard let schema = schema as? [String: Any] else { return [path] }
    if let either = schema["anyOf"] as? [Any] {
      return value is NSNull ? [] : differences(either.first, value, at: path)
    }
    if let members = value as? [String: Any] {
      let known = schema["properties"] as? [String: Any] ?? [:]
      let odd = Set(members.keys).symmetricDifference(known.keys).map { "\(path).\($0)" }
      return odd + members.flatMap { differences(known[$0.key], $0.value, at: "\(path).\($0.key)") }
    }
    if let elements = value as? [Any] {
      return elements.flatMap { differences(schema["items"], $0, at: path + "[]") }
    }
    return value is NSNull ? ["\(path) is null"] : []
  }

  @Test(arguments: all)
  func `the schema has the keys of an answer`(result: CapacityResult) throws {
    func object(_ text: String) throws -> Any {
      try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
    let found = differences(
      try object(CapacityDocument.schema()), try object(CapacityDocument.json(result)), at: "")
    #expect(found == [])
  }

  @Test func `a tier that limits twice is not called the next one`() {
    var result = CapacityFixture.whole()
    result.nextLimitingTier = result.limitingTier
    result.nextFactor = 64
    let answer = CapacityDocument.answer(result)
    #expect(answer[1].contains("with 64 times as much of it the same tier limits again, at 2.20M"))
  }

  @Test func `a tier that turns requests away says how many`() {
    let evidence = CapacityEvidence(
      condition: "has room(gateway)", value: 0.021, bound: nil, limit: 0.01, unit: "1",
      holds: false)
    #expect(
      CapacityWords.words(evidence)
        == "has room(gateway): 2.1 % of arrivals are turned away, limit 1 %")
  }

  @Test func `what fails by its interval alone says so`() {
    var evidence = CapacityEvidence(
      condition: "p99(claim) < 200ms", value: 174, bound: 204, worst: 199, limit: 200, unit: "ms",
      holds: false)
    #expect(
      CapacityWords.words(evidence)
        == "p99(claim) < 200ms: 174 ms (worst seed 199 ms, 95 % bound 204 ms)")
    evidence.worst = 201
    #expect(CapacityWords.words(evidence) == "p99(claim) < 200ms: 174 ms (worst seed 201 ms)")
  }

  @Test func `a way that passes a tier by goes over its box`() {
    var result = CapacityFixture.whole()
    result.topology.ways = [
      CapacityTopology.Way(kind: "send", tiers: [0, 1, 2], perSecond: 1),
      CapacityTopology.Way(kind: "claim", tiers: [0, 2], perSecond: 1),
    ]
    let corners = page(result).matches(of: /d="M([^"m]*)m-6-3l6 3l-6 3"/).map { line in
      line.output.1.filter { $0 == "L" }.count
    }
    // To the first tier, to the second, to the third; to the first, over the second to the third.
    #expect(corners == [1, 1, 1, 1, 3])
  }

  @Test(arguments: all)
  func `the page is small, offline and closed in its order`(result: CapacityResult) throws {
    let page = page(result)
    #expect(page.utf8.count < 400_000)
    let loading = try Regex("(src|href|action|data)=\"(?!#|data:)[^\"]*\"")
    #expect(page.matches(of: loading).isEmpty)
    let executable = try Regex("<script(?! type=\"application/json\")")
    #expect(page.matches(of: executable).isEmpty)
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(!page.contains("<b onclick") && !page.contains("<script>alert"))
    #expect(XMLNesting(page).error == nil)
    let ids = page.matches(of: try Regex(" id=\"([^\"]+)\"", as: (Substring, Substring).self))
      .map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    #expect(!page.contains("nan\"") && !page.contains("inf\""))
  }

  @Test func `the page has every part that was asked for`() {
    let page = page(CapacityFixture.whole())
    for id in [
      "answer", "knee", "limits", "topology", "fleet", "frontier", "zone", "doubt", "funnel",
      "utilisation", "audit", "assumptions", "notes", "reproduce",
    ] {
      #expect(page.contains("<section id=\"\(id)\""), "\(id)")
    }
    #expect(page.contains("lang=\"en\"") && page.contains("Skip to the answer"))
    #expect(page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
    #expect(page.contains(Self.command) && page.contains("hongbao run report.html"))
  }

  @Test func `a fleet at its bounds does not say that a step less of it fails`() {
    var result = CapacityFixture.whole()
    result.fleet[0].smallest = true
    let count = result.fleet[0].tiers.count
    func proof() -> String { CapacityWords(result).findings[1].text }
    #expect(proof().hasSuffix("; a step less of any of \(count) tiers fails."))
    result.fleet[0].tiers[0].reason = "bounds"
    let name = result.fleet[0].tiers[0].name
    #expect(
      proof().contains("; a step less of ")
        && proof().hasSuffix("fails; \(name) may not be smaller."))
    result.fleet[0].smallest = false
    #expect(proof().contains("was not shown for"))
  }

  @Test func `a chart of rejections is there when something was rejected`() {
    var result = CapacityFixture.whole()
    #expect(page(result).contains(">rejected</text>"))
    for place in result.frontier.indices { result.frontier[place].rejected = 0 }
    let calm = page(result)
    #expect(!calm.contains(">rejected</text>"))
    #expect(calm.contains("All \(result.frontier.count) turned 0 requests away"))
  }

  @Test func `words between backticks are set as code`() {
    var result = CapacityFixture.whole()
    result.notes = ["see `capacity` & <b>", "a lone ` stays"]
    let page = page(result)
    #expect(page.contains("<li>see <code>capacity</code> &amp; &lt;b&gt;</li>"))
    #expect(page.contains("<li>a lone ` stays</li>"))
  }

  @Test func `names of lines that stand close have places of their own`() {
    var result = CapacityFixture.whole()
    let plan = result.plan.claimsPerSecond
    result.largestLoad.claimsPerSecond = plan * 1.02
    result.zoneLost?.largestLoad.claimsPerSecond = plan * 1.01
    let svg = CapacityDocument.kneeSVG(result)
    let heights = [
      #/y="([0-9.]+)"[^>]*>plan /#, #/y="([0-9.]+)"[^>]*>without a zone /#,
      #/y="([0-9.]+)"[^>]*>holds /#,
    ].compactMap { svg.firstMatch(of: $0)?.output.1 }
    #expect(heights.count == 3 && Set(heights).count >= 2, "\(heights)")
    // The lines of the other two would cross the plan's name on its right.
    #expect(svg.contains(#/text-anchor="end"[^>]*>plan /#))
  }

  @Test func `a picture stands alone as SVG`() {
    let svg = CapacityDocument.kneeSVG(CapacityFixture.whole())
    #expect(svg.hasPrefix("<?xml") && svg.contains("xmlns=\"http://www.w3.org/2000/svg\""))
    let tags = svg.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
    #expect(XMLNesting(tags).error == nil)
  }

  @Test(arguments: all)
  func `answers and points read back to what they were`(result: CapacityResult) throws {
    let text = CapacityDocument.json(result)
    #expect(try CapacityDocument.result(fromJSON: text) == result)
    for key in [
      "largest_load", "limiting_tier", "next_limiting_tier", "headroom", "fleet", "frontier",
      "zone_lost", "sensitivity",
    ] {
      #expect(text.contains("\"\(key)\""))
    }
    let point = CapacityPoint(
      key: "k", variant: "load 1", load: 0.1 + 0.2, seed: .max, objectives: [nil, 1.0 / 3],
      kinds: [], tiers: [], events: 7, violations: [])
    #expect(CapacityDocument.point(fromJSON: CapacityDocument.json(point)) == point)
    #expect(CapacityDocument.point(fromJSON: "{") == nil)
  }

  @Test(arguments: all)
  func `text fits a terminal, Markdown and CSV are tables`(result: CapacityResult) {
    let text = CapacityDocument.text(result, color: false, ascii: true)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(text.utf8.allSatisfy { $0 < 0x80 || result.scenario.name.contains("红") })
    #expect(!CapacityDocument.text(result, color: false, ascii: false).contains("\u{1B}"))
    #expect(CapacityDocument.markdown(result).contains("| load |"))
    let rows = CapacityDocument.csv(result).split(separator: "\n")
    #expect(rows.count == result.curve.count + 1)
  }
}
