import Foundation
import ResultTypes
import TestSupport
import Testing

import Reports

@Suite struct `Text, Markdown and CSV of a result` {
  private func text(_ result: RunResult, color: Bool = false, ascii: Bool = false) -> String {
    ResultDocument.text(
      result, machine: ResultFixture.machine, color: color, ascii: ascii,
      files: ["results/new-year-peak/seed-42/report.html"])
  }

  @Test func `the formats look as they did when someone looked at them`() throws {
    let flagship = ResultFixture.flagship()
    try Snapshot.check(text(flagship), "flagship.txt")
    try Snapshot.check(text(flagship, ascii: true), "flagship-ascii.txt")
    try Snapshot.check(text(ResultFixture.nothingOffered()), "silence.txt")
    try Snapshot.check(
      ResultDocument.markdown(flagship, machine: ResultFixture.machine), "flagship.md")
    try Snapshot.check(ResultDocument.seriesCSV(ResultFixture.tiny()), "tiny-series.csv")
    try Snapshot.check(ResultDocument.summaryCSV(ResultFixture.tiny()), "tiny-summary.csv")
  }

  @Test(arguments: [
    ResultFixture.flagship(), ResultFixture.tiny(), ResultFixture.nothingOffered(),
  ])
  func `no line is wider than 100 cells`(result: RunResult) {
    for line in text(result).split(separator: "\n") {
      #expect(DisplayWidth.cells(of: line) <= 100, "\(line)")
    }
  }

  @Test func `without colour nothing is sent but the words`() {
    #expect(!text(ResultFixture.hostile()).contains("\u{1B}"))
    #expect(text(ResultFixture.flagship(), color: true).contains("\u{1B}[1;31m"))
    #expect(text(ResultFixture.hostile(), ascii: true).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `a run without objectives says so`() {
    #expect(text(ResultFixture.tiny()).contains("! no objective was checked"))
    let markdown = ResultDocument.markdown(ResultFixture.tiny(), machine: ResultFixture.machine)
    #expect(markdown.contains("No objective was checked"))
  }

  @Test func `Markdown leaves no tag of a user`() {
    let markdown = ResultDocument.markdown(
      ResultFixture.hostile(), machine: ResultFixture.machine)
    #expect(!markdown.contains("<b") && !markdown.contains("</script"))
  }

  @Test func `cells of CJK, emoji and combining marks are counted as terminals do`() {
    #expect(DisplayWidth.cells(of: "红包 cache") == 10)
    #expect(DisplayWidth.cells(of: "🧧") == 2)
    #expect(DisplayWidth.cells(of: "e\u{301}") == 1)
    #expect(DisplayWidth.clipped("红包红包", to: 6) == "红包…")
    #expect(DisplayWidth.padded("红", to: 4, right: true) == "  红")
  }

  @Test func `rows of a CSV are complete and hostile fields are quoted`() {
    #expect(CSVTable.quoted("a,\"b\"\n") == "\"a,\"\"b\"\"\n\"")
    #expect(CSVTable.quoted("sold out") == "sold out")
    let lines = ResultDocument.seriesCSV(ResultFixture.flagship()).split(separator: "\n")
    #expect(lines.allSatisfy { $0.filter { $0 == "," }.count == 10 })
    // 4 tiers with 6 metrics, 4 reasons, 3 kinds with 7 metrics, 60 seconds, the header.
    #expect(lines.count == (4 * 6 + 4 + 3 * 7) * 60 + 1)
  }

  @Test func `a short last interval still gives a rate`() {
    var result = ResultFixture.tiny()
    result.simulatedSeconds = 0.5
    #expect(
      ResultDocument.seriesCSV(result)
        .contains("tier,station,,offered,,1/s,0,2000\n"))
  }

  @Test(arguments: [
    (0.0, "0 %"), (0.00001, "<0.01 %"), (0.0042, "0.42 %"), (0.5, "50 %"), (0.9999, ">99.9 %"),
    (1.0, "100 %"), (1.016, "101.6 %"),
  ])
  func `only nothing is 0 % and only all is 100 %`(fraction: Double, text: String) {
    #expect(NumberText.percent(fraction) == text)
  }

  @Test(arguments: [
    (760_000.0, "760k"), (1_234_567, "1.23M"), (999_900, "1.00M"), (9_999, "9,999"),
    (3.571, "3.57"), (0, "0"),
    (0.04512, "0.045"), (4.8e9, "4.80G"),
  ])
  func `counts have three significant digits`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(arguments: [
    (0.0, "0 ms"), (0.18, "180 µs"), (0.041, "41.0 µs"), (9.82, "9.82 ms"), (312.4, "312 ms"),
    (1_230, "1.23 s"),
  ])
  func `times have the unit that suits them`(milliseconds: Double, text: String) {
    #expect(NumberText.milliseconds(milliseconds) == text)
  }
}
