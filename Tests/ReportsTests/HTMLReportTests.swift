import Foundation
import Reports
import ResultTypes
import TestSupport
import Testing

@Suite struct `HTML report` {
  private static let command = "hongbao run topologies/new-year-peak.yaml --seed 42"

  private func page(_ result: RunResult) -> String {
    ResultDocument.html(result, command: Self.command)
  }

  @Test(arguments: [60, 300])
  func `a run of the flagship's size stays below 300 KB`(seconds: Int) {
    let size = page(ResultFixture.flagship(seconds: seconds)).utf8.count
    #expect(size < 300_000)
    #expect(size > 60_000)
  }

  @Test func `nothing is loaded from anywhere`() throws {
    let page = page(ResultFixture.flagship())
    let loading = try Regex("(src|href|action|data)=\"(?!#|data:)[^\"]*\"")
    #expect(page.matches(of: loading).isEmpty)
    #expect(!page.contains("@import") && !page.contains("url("))
    #expect(page.contains("default-src &#39;none&#39;"))
    let executable = try Regex("<script(?! type=\"application/json\")")
    #expect(page.matches(of: executable).isEmpty)
  }

  @Test(arguments: [
    ResultFixture.flagship(), ResultFixture.tiny(), ResultFixture.nothingOffered(),
    ResultFixture.hostile(),
  ])
  func `every element is closed in its order`(result: RunResult) throws {
    let page = page(result)
    let parser = XMLNesting(page)
    #expect(parser.error == nil)
    #expect(parser.elements > 50)
  }

  @Test func `text of a user never becomes markup`() {
    let page = page(ResultFixture.hostile())
    #expect(!page.contains("<b onclick"))
    #expect(!page.contains("<script>alert"))
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(!page.contains("\u{1B}"))
    #expect(page.contains("&lt;/script&gt;&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;红包"))
  }

  @Test(arguments: [ResultFixture.flagship(), ResultFixture.tiny()])
  func `every picture has a title, a description and a table`(result: RunResult) throws {
    let figures = page(result).components(separatedBy: "<figure>").dropFirst()
      .map { $0.components(separatedBy: "</figure>")[0] }
    #expect(figures.count >= 5)
    for figure in figures {
      #expect(figure.contains("role=\"img\"") && figure.contains("<title id="))
      #expect(figure.contains("<figcaption>"))
      if !figure.contains("class=\"key\"") {
        #expect(figure.contains("<table") && figure.contains("<caption>"))
        #expect(figure.contains("<desc id="))
      }
    }
  }

  @Test func `an identifier is used once`() throws {
    let page = page(ResultFixture.flagship())
    let ids = page.matches(of: try Regex(" id=\"([^\"]+)\"", as: (Substring, Substring).self))
      .map { String($0.output.1) }
    #expect(ids.count > 20)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `no coordinate is broken`() throws {
    let page = page(ResultFixture.flagship(seconds: 300))
    #expect(!page.contains("nan") || !page.contains("\"nan"))
    let longNumber = try Regex(" d=\"[^\"]*\\.[0-9]{2,}[^\"]*\"")
    #expect(page.matches(of: longNumber).isEmpty)
    for path in page.components(separatedBy: " d=\"").dropFirst() {
      let data = path.prefix { $0 != "\"" }
      #expect(data.allSatisfy { "MLHlhv0123456789.- ".contains($0) })
    }
  }

  @Test func `a chart that would say nothing is a sentence`() {
    let page = page(ResultFixture.nothingOffered())
    #expect(page.contains("Nothing was offered"))
    #expect(page.contains("No server was busy"))
    #expect(!page.contains("id=\"rate-0-t\""))
  }

  @Test func `a map of idle and equal nodes is a sentence with its table`() {
    var result = ResultFixture.flagship()
    result.series.tiers[0].nodeUtilization = [[200, 300, 480], [210, 290, 450]]
    let quiet = page(result)
    #expect(!quiet.contains("id=\"heat-0-t\"") && quiet.contains("id=\"heat-1-t\""))
    #expect(quiet.contains("never more than 3.0 percentage points apart and never above 48 %"))
    #expect(quiet.contains("Busy share of the nodes of gateway"))
    result.series.tiers[0].nodeUtilization[1][1] = 150
    #expect(page(result).contains("id=\"heat-0-t\""))
  }

  @Test func `yeses of the best second head the page, not noes`() {
    var result = ResultFixture.flagship()
    result.series.tiers[3].served = (0..<60).map { $0 == 5 ? 99_000 : $0 == 30 ? 81_000 : 80_000 }
    #expect(
      page(result).contains(
        "<b>81.0k/s</b><span>opens answered yes by settlement in the best second</span>"))
  }

  @Test func `it says how to make it again`() {
    let result = ResultFixture.flagship()
    let page = page(result)
    #expect(page.contains(Self.command))
    #expect(page.contains(result.scenario.digest) && page.contains(result.fingerprint))
    #expect(page.contains("<dt>seed</dt><dd>42</dd>"))
    let base64 = Data(result.scenario.text.utf8).base64EncodedString()
    #expect(page.contains("href=\"data:application/x-yaml;charset=utf-8;base64,\(base64)\""))
  }

  @Test func `a chart is drawn as it was when someone looked at it`() throws {
    let page = page(ResultFixture.tiny())
    let start = try #require(page.range(of: "\n<svg", range: page.startIndex..<page.endIndex))
    let rest = page[start.lowerBound...]
    let end = try #require(rest.range(of: "</svg>"))
    try Snapshot.check(String(rest[..<end.upperBound].dropFirst()) + "\n", "tiny-funnel.svg")
    let cache = self.page(ResultFixture.flagship(seconds: 24))
    let title = try #require(cache.range(of: "<title id=\"rate-1-t\">"))
    let before = cache[..<title.lowerBound]
    let open = try #require(before.range(of: "<svg", options: .backwards))
    let tail = cache[open.lowerBound...]
    let close = try #require(tail.range(of: "</svg>"))
    try Snapshot.check(String(tail[..<close.upperBound]) + "\n", "cache-rates.svg")
  }
}
