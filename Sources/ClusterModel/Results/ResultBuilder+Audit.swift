import RedPackets
import ResultTypes
import ScenarioTypes

extension ResultBuilder {
  /// The books of money and of requests; each imbalance is a violation.
  func audit(_ books: inout MoneyBooks) -> AuditResult {
    var violations: [String] = []
    _ = books.books.balance()
    violations += books.books.violations
    let more = books.books.totals.violations - UInt64(min(books.books.violations.count, Int.max))
    if books.books.totals.violations > UInt64(books.books.violations.count) {
      violations.append("and \(more) more violations of the books of money")
    }
    if let violation = books.ledgerViolation { violations.append(violation) }
    for tier in scenario.tiers.indices {
      for kind in RequestKind.allCases { violations += imbalance(tier, kind) }
    }
    for tier in scenario.tiers.indices { violations += littleViolations(tier) }
    for kind in RequestKind.allCases { violations += imbalance(kind) }
    violations += funnelViolations()
    let totals = books.books.totals
    return AuditResult(
      packets: totals.packets, issuedCents: totals.issuedCents, settledCents: totals.settledCents,
      refundedCents: totals.refundedCents, openCents: books.books.openCents,
      settlements: totals.settlements, overAdmitted: books.overAdmitted,
      refusedEmpty: books.refusedEmpty, violations: violations)
  }

  /// offered = served + rejected + failed + in flight, at a tier.
  private func imbalance(_ tier: Int, _ kind: RequestKind) -> [String] {
    let range = Int(kind.rawValue)..<Int(kind.rawValue) + 1
    let offered = total(tier, Column.offered, kinds: range)
    var ended: UInt64 = 0
    for code in 0..<Outcome.count { ended += total(tier, Column.outcomes + code, kinds: range) }
    let inFlight = inFlight(tier, kind)
    if offered == ended + inFlight { return [] }
    return [
      "\(scenario.tiers[tier].name): \(offered) \(kind.name)s offered, but \(ended) ended and "
        + "\(inFlight) in flight"
    ]
  }

  /// First tries = told yes + told no + gave up + still trying.
  private func imbalance(_ kind: RequestKind) -> [String] {
    let firstTries = total(kind, Told.firstTries)
    var ended = total(kind, Told.toldYes) + total(kind, Told.gaveUp)
    for reason in RejectionReason.allCases {
      ended += total(kind, Told.noes + Int(reason.rawValue))
    }
    let still = clients[Int(kind.rawValue)].stillTrying.pointee
    if Int64(firstTries) == Int64(ended) + still { return [] }
    return [
      "clients: \(firstTries) first tries of a \(kind.name), but \(ended) ended and \(still) "
        + "still try"
    ]
  }
}
