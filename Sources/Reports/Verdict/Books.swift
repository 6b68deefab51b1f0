import ResultTypes

/// Whether the sums of a result hold, recomputed from the figures that the reader sees.
struct Books {
  /// Issued = settled + refunded + open.
  let moneyBalances: Bool
  /// Tiers at which offered = served + rejected + failed + in flight, in all and in each kind.
  let balancedTiers: Int
  private let tiers: Int

  init(_ result: RunResult) {
    let audit = result.audit
    moneyBalances =
      audit.issuedCents == audit.settledCents &+ audit.refundedCents &+ audit.openCents
    tiers = result.tiers.count
    balancedTiers = result.tiers.filter(Books.balances).count
  }

  /// True when all sums hold.
  var balance: Bool { moneyBalances && balancedTiers == tiers }

  /// True when a tier's requests add up, in all and in each kind.
  static func balances(_ tier: TierResult) -> Bool {
    let whole =
      tier.served &+ tier.rejected.total &+ tier.failed.total &+ tier.inFlightAtEnd
    return tier.offered == whole
      && tier.kinds.values.allSatisfy { kind in
        kind.offered == kind.served &+ kind.rejected.total &+ kind.failed.total
          &+ kind.inFlightAtEnd
      }
  }
}
