import ResultTypes

/// What must hold of every result, worked out again from its figures.
enum Laws {
  /// One sentence for each law that a result breaks.
  static func broken(by result: RunResult) -> [String] {
    var problems: [String] = []
    for tier in result.tiers { problems += broken(by: tier, in: result) }
    for (kind, request) in result.requests.sorted(by: { $0.key < $1.key }) {
      let ended = request.toldYes + request.toldNo + request.gaveUp + request.stillTryingAtEnd
      if request.firstTries != ended {
        problems.append("\(kind): \(request.firstTries) first tries, \(ended) accounted for")
      }
      if request.usersWhoSawAnError > request.firstTries {
        problems.append("\(kind): more users saw an error than there are")
      }
    }
    for layer in result.funnel {
      let lost = layer.lost.values.reduce(0, +)
      if layer.in != layer.out + lost {
        problems.append("\(layer.layer): \(layer.in) in, \(layer.out) out, \(lost) lost")
      }
    }
    let audit = result.audit
    if audit.issuedCents != audit.settledCents + audit.refundedCents + audit.openCents {
      problems.append("money: \(audit)")
    }
    return problems
  }

  private static func broken(by tier: TierResult, in result: RunResult) -> [String] {
    var problems: [String] = []
    let ended =
      tier.served + tier.rejected.values.reduce(0, +) + tier.failed.values.reduce(0, +)
      + tier.inFlightAtEnd
    if tier.offered != ended {
      problems.append("\(tier.name): \(tier.offered) offered, \(ended) accounted for")
    }
    var offered: UInt64 = 0
    for (kind, part) in tier.kinds.sorted(by: { $0.key < $1.key }) {
      offered += part.offered
      let ended =
        part.served + part.rejected.values.reduce(0, +) + part.failed.values.reduce(0, +)
        + part.inFlightAtEnd
      if part.offered != ended {
        problems.append("\(tier.name), \(kind): \(part.offered) offered, \(ended) accounted for")
      }
    }
    if offered != tier.offered { problems.append("\(tier.name): kinds do not add up") }
    if tier.utilization.mean > 1 + 1e-9 || tier.utilization.maxNode > 1 + 1e-9 {
      problems.append("\(tier.name): busier than it can be: \(tier.utilization)")
    }
    let series = result.series.tiers.first { $0.tier == tier.name }
    if series?.offered.reduce(0, +) != tier.offered {
      problems.append("\(tier.name): the series does not add up to the total")
    }
    if let busiest = series?.utilization.max(), busiest > 1 + 1e-6 {
      problems.append("\(tier.name): an interval busier than it can be: \(busiest)")
    }
    return problems
  }
}
