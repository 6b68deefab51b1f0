import Foundation
import ResultTypes
import TestSupport
import Testing

import Reports

@Suite struct `Verdict of a run` {
  private func text(_ result: RunResult, _ topic: String) -> String? {
    Verdict(result).sentences.first { $0.topic == topic }?.text
  }

  @Test(arguments: [
    ResultFixture.flagship(), ResultFixture.tiny(), ResultFixture.nothingOffered(),
    ResultFixture.flagship(seconds: 25), ResultFixture.hostile(),
  ])
  func `every sentence carries a number`(result: RunResult) {
    let verdict = Verdict(result)
    for sentence in verdict.sentences + [verdict.headline] {
      #expect(sentence.text.contains { $0.isNumber }, "\(sentence.text)")
      #expect(sentence.text.last.map { ".`*".contains($0) } == true, "\(sentence.text)")
    }
  }

  @Test func `the layer with the losses limits, not the busiest one`() {
    var result = ResultFixture.flagship()
    result.tiers[1].utilization.mean = 0.99
    #expect(text(result, "Limit")?.contains("window 98.5 % busy") == true)
    #expect(text(result, "Limit")?.hasPrefix("settlement limits: ") == true)
    #expect(text(result, "Limit")?.contains("timed out 337k (7.0 %)") == true)
  }

  @Test func `below its limit no layer is said to limit`() {
    let result = ResultFixture.tiny()
    #expect(
      text(result, "Limit")
        == "No layer was at its limit. The busiest is station: "
        + "in the statistics window 50 % busy on "
        + "average (busiest node 54.5 %, busiest interval 50 %).")
    #expect(Verdict(result).headline.tone == .warning)
    #expect(Verdict(result).headline.text.hasPrefix("No objective was checked (0"))
  }

  @Test func `time-outs at an idle layer do not make it the limit`() {
    var result = ResultFixture.tiny()
    result.tiers[0].served = 900
    result.tiers[0].failed = ["timed out": 100]
    #expect(text(result, "Limit")?.hasPrefix("No layer was at its limit") == true)
    #expect(text(result, "Failed")?.contains("100 of 1,000 (10 %), timed out.") == true)
  }

  @Test func `answers for clients that had left are work for nobody`() {
    var result = ResultFixture.flagship()
    #expect(
      text(result, "Work for nobody")?.hasPrefix("At least 241k (5.5 %) of the 4.40M opens") == true
    )
    #expect(text(result, "Work for nobody")?.contains("repeats") == false)
    result.audit.settlements = (result.tiers[3].kinds["open"]?.served ?? 0) - 52_000
    #expect(
      text(result, "Work for nobody")?
        .contains("52.0k of those served were repeats of an opening already committed") == true)
    result.requests["open"]?.stillTryingAtEnd = 241_160
    #expect(text(result, "Work for nobody") == nil)
  }

  @Test func `a fault names its loss and how long the recovery took`() throws {
    let faults = Verdict(ResultFixture.flagship()).sentences.filter { $0.topic == "Fault" }
    #expect(faults.count == 2)
    let crash = try #require(faults.first?.text)
    #expect(crash.hasPrefix("crash cache/3 (20 s to 30 s): 161k requests were lost"))
    #expect(crash.contains("node down 91.8k"))
    #expect(crash.contains("the users' p99(claim) went from at most 9.38 s to 16.6 s"))
    #expect(crash.hasSuffix("losses were back to that level 1 s after its end."))
  }

  @Test func `losses that stop while the fault lasts are timed from its start`() throws {
    var result = ResultFixture.flagship()
    for tier in result.series.tiers.indices {
      result.series.tiers[tier].failed = [:]
      result.series.tiers[tier].rejected = [:]
    }
    result.series.tiers[1].failed["node down"] = (0..<60).map { 20...21 ~= $0 ? 40_000 : 0 }
    let crash = try #require(Verdict(result).sentences.first { $0.topic == "Fault" }?.text)
    #expect(
      crash.hasSuffix("losses stopped 2 s after the fault began (senders had detected it)."))
    result.series.tiers[1].failed["node down"]?[30] = 10_000
    let rejoin = try #require(Verdict(result).sentences.first { $0.topic == "Fault" }?.text)
    #expect(rejoin.hasSuffix("losses stopped 1 s after its end."))
  }

  @Test func `a costly fault is in the headline and spoils a good one`() {
    var result = ResultFixture.flagship()
    for index in result.objectives.indices { result.objectives[index].passed = true }
    let headline = Verdict(result).headline
    #expect(headline.tone == .warning)
    #expect(
      headline.text.hasPrefix(
        "All 3 objectives are met; 161k requests were lost during the fault crash cache/3 (20 s to "
          + "30 s) and more in 1 other fault; "))
    result.faults = []
    #expect(Verdict(result).headline.tone == .good)
  }

  @Test(arguments: [(4_000, false), (6_000, true)])
  func `refused opens are a warning above one in a thousand`(refused: Int, warns: Bool) throws {
    var result = ResultFixture.flagship()
    result.audit.refusedEmpty = UInt64(refused)
    let finding = Verdict(result).sentences.first { $0.topic == "Over-admission" }
    #expect(try #require(finding).tone == (warns ? .warning : .neutral))
  }

  @Test func `a fault without an end has no recovery`() throws {
    let result = ResultFixture.flagship(seconds: 25)
    let crash = try #require(Verdict(result).sentences.first { $0.topic == "Fault" }?.text)
    #expect(crash.hasPrefix("crash cache/3 (20 s to the end)"))
    #expect(crash.contains("it lasts to the end of the 25 s"))
    #expect(!crash.contains("back to"))
  }

  @Test func `losses that stay are no recovery`() throws {
    var result = ResultFixture.flagship()
    result.series.tiers[1].failed["node down"] = (0..<60).map { $0 < 20 ? 0 : 40_000 }
    let crash = try #require(Verdict(result).sentences.first { $0.topic == "Fault" })
    #expect(crash.text.contains("losses were not back to that level by the end"))
    #expect(crash.tone == .bad)
  }

  @Test func `books that do not balance are the headline`() {
    var result = ResultFixture.flagship()
    result.audit.violations = ["packet 7: 3 cents missing"]
    #expect(Verdict(result).headline.text.hasPrefix("The books do not balance (1 violation)"))
    result.audit.violations = []
    result.tiers[0].served -= 1
    #expect(text(result, "Books")?.contains("requests balance at 3 of 4 tiers") == true)
  }

  @Test func `users are told by kind what became of their requests`() {
    let claims = text(ResultFixture.flagship(), "Users: claim")
    #expect(
      claims?.hasPrefix(
        "Of 43.5M claims over the whole run, 4.82M (11.1 %) were told yes, 38.6M (88.7 %) were "
          + "told no [sold out], 91.8k (0.21 %) gave up;") == true)
    let sends = text(ResultFixture.flagship(), "Users: send")
    #expect(sends?.contains("2.05M (100 %) were told yes;") == true)
  }
}
