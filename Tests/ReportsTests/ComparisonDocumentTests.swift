import Foundation
import Reports
import ResultTypes
import Testing

@Suite struct `Formats of a comparison` {
  /// Three variants: one worse, one equal, names that want to be markup.
  static func example() -> ClusterComparison {
    func interval(_ mean: Double, _ half: Double) -> DifferenceInterval {
      DifferenceInterval(mean: mean, low: mean - half, high: mean + half)
    }
    func comparison(
      _ variant: String, _ difference: DifferenceInterval, _ verdict: String
    ) -> VariantComparison {
      VariantComparison(
        variant: variant, difference: difference, verdict: verdict, confidence: 0.99,
        pValue: 0.001, pairs: 5, correlation: 0.9, note: nil)
    }
    func metric(
      _ name: String, _ unit: String, _ direction: String?, _ value: Double, _ change: Double,
      _ verdict: String
    ) -> MetricComparison {
      let names = ["base <b>", "six|nodes", "copy"]
      let difference = interval(change, abs(change) / 10)
      return MetricComparison(
        name: name, unit: unit, direction: direction,
        variants: zip(names, [value, value + change, value]).map { name, value in
          MetricOfVariant(
            name: name, value: value, low: value * 0.9, high: value * 1.1,
            values: [value * 0.95, nil, value * 1.05])
        }, difference: difference, verdict: verdict,
        comparisons: [
          comparison(names[1], difference, verdict),
          comparison(names[2], interval(0, 0), "no_difference"),
        ])
    }
    func variant(_ name: String, _ outcome: String) -> VariantResult {
      VariantResult(
        name: name, file: "红包.yaml", scenario: "红包 <script>", digest: "abc", replications: 5,
        outcome: outcome)
    }
    return ClusterComparison(
      tool: ToolIdentity(version: "0.1.0"), seed: 7, simulatedSeconds: 12, warmupSeconds: 4,
      replications: 5, method: "paired", noise: 0.01, baseline: "base <b>",
      variants: [
        variant("base <b>", "baseline"), variant("six|nodes", "worse"), variant("copy", "equal"),
      ],
      changes: [
        VariantChange(
          variant: "six|nodes", path: "tiers.cache.nodes", baseline: "128", value: "6")
      ],
      metrics: [
        metric("requests.claim.latency_ms.p99", "ms", "lower", 200, 80, "worse"),
        metric("tiers.cache.rejected_share", "1", "lower", 0, 0.31, "worse"),
        metric("requests.claim.told_yes_share", "1", "higher", 0.77, -0.0005, "within_noise"),
        metric("objectives.p99(claim) < 400ms.value", "ms", "lower", 200, 900, "worse"),
      ],
      context: [metric("tiers.cache.utilization", "1", nil, 0.067, 0.93, "different")],
      bands: [
        DifferenceBand(
          name: "tiers.cache.served", unit: "1/s", variant: "six|nodes",
          mean: [nil, -3, 2, 5], low: [nil, -5, 1, 3], high: [nil, -1, 3, 7])
      ], intervalSeconds: 3, warnings: ["a & b"])
  }

  @Test func `a remark is told once, by a number`() {
    var comparison = Self.example()
    for place in 0..<2 {
      comparison.metrics[place].comparisons[0].note = "a largest value grows with the run"
    }
    comparison.metrics[2].comparisons[0].note = "needs <five> pairs"
    let page = ComparisonDocument.html(comparison, command: "hongbao compare")
    let told =
      "is better. (1) a largest value grows with the run; (2) needs &lt;five&gt; pairs.</caption>"
    #expect(page.contains(told))
    #expect(page.matches(of: #/worse\u{A0}\(1\)/#).count == 2)
    #expect(!page.contains(">remark<"))
  }

  @Test func `the text has verdicts first, changes below them, and signs with every word`() {
    let text = ComparisonDocument.text(Self.example(), color: false, ascii: false)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains {
        $0.hasPrefix("  ✗ six|nodes against base <b>: worse; 0 of 4 metrics better, 3 worse")
      })
    #expect(lines.contains { $0.contains("copy against base <b>: equal") })
    #expect(lines.contains { $0.contains("tiers.cache.nodes: 128 → 6") })
    #expect(lines.contains { $0.contains("p99(claim) < 400ms") && $0.contains("✗ worse") })
    #expect(lines.contains { $0.contains("+40 % ± 4 %") })
    // Shares are in points where there is next to nothing to take a part of.
    #expect(lines.contains { $0.contains("rejected_share") && $0.contains("+31 pp ± 3.1 pp") })
    #expect(lines.contains { $0.contains("cache.utilization") && $0.contains("+93 pp ± 9.3 pp") })
    #expect(lines.contains { $0.contains("~ within noise") })
    #expect(lines.contains { $0.contains("! different") })
    #expect(lines.allSatisfy { $0.count <= 103 })
    let ascii = ComparisonDocument.text(Self.example(), color: false, ascii: true)
    #expect(ascii.utf8.allSatisfy { $0 < 128 })
  }

  @Test func `names of users never become markup`() {
    let markdown = ComparisonDocument.markdown(Self.example())
    #expect(markdown.contains("base &lt;b&gt;") && markdown.contains("six\\|nodes"))
    let page = ComparisonDocument.html(Self.example(), command: "hongbao compare <x>")
    #expect(!page.contains("<script>") && !page.contains("<b>"))
    #expect(page.contains("红包"))
    let parser = XMLNesting(page)
    #expect(parser.error == nil)
    for id in ["verdict", "changes", "metrics-0", "time", "reproduce"] {
      #expect(page.contains("id=\"\(id)\""))
    }
    // The equal variant has no tables.
    #expect(!page.contains("id=\"metrics-1\""))
  }

  @Test func `the table of values names every variant and replication`() {
    let lines = ComparisonDocument.csv(Self.example()).split(separator: "\n")
    #expect(lines.count == 1 + 5 * 3 * 3)
    #expect(
      lines[1] == "红包 <script>,base <b>,abc,0,requests.claim.latency_ms.p99,ms,190")
  }

  @Test func `the schema has the keys of a comparison, and the documentation has them all`() throws
  {
    let schema = try Self.object(ComparisonDocument.schema())
    let document = try Self.object(ComparisonDocument.json(Self.example()))
    let keys = try #require(schema["properties"] as? [String: Any])
    #expect(Set(keys.keys) == Set(document.keys))
    func members(_ key: String) throws -> (schema: Set<String>, document: Set<String>) {
      let items = (keys[key] as? [String: Any])?["items"] as? [String: Any]
      let properties = items?["properties"] as? [String: Any]
      let first = (document[key] as? [[String: Any]])?.first
      return (Set(try #require(properties).keys), Set(try #require(first).keys))
    }
    for key in ["variants", "changes", "metrics", "context", "bands"] {
      let (schema, document) = try members(key)
      #expect(schema == document, "\(key)")
    }
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/compare.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(
      text.contains(ComparisonDocument.schemaTable()), "docs/compare.md should end with the table")
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
