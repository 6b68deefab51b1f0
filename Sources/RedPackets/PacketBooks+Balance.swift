extension PacketBooks {
  /// The account in `slot`; nil when no packet is open there.
  public func account(packet slot: Int) -> PacketAccount? {
    isKnown(slot) ? accounts[slot] : nil
  }

  /// Cents neither settled nor refunded, added up packet by packet over all slots.
  public var openCents: Int64 {
    var open = strayCents
    for slot in 0..<capacity where accounts[slot].state != .free {
      let account = accounts[slot]
      open &+= account.issued &- account.settled &- account.refunded
    }
    return open
  }

  /// Packets that are not closed.
  public var openPackets: Int {
    (0..<capacity).count { accounts[$0].state != .free }
  }

  /// Balances the books: issued = settled + refunded + open, the four kept apart. Counts a
  /// violation and returns false when they do not.
  public mutating func balance() -> Bool {
    let open = openCents
    let (issued, settled, refunded) = (
      booked.issuedCents, booked.settledCents, booked.refundedCents
    )
    if issued == settled &+ refunded &+ open { return true }
    complain(.outOfBalance(issued: issued, settled: settled, refunded: refunded, open: open))
    return false
  }

  /// Computes the receipts of `slot` again from the packet's random words by `AmountReplay` and
  /// counts a violation when they are not what was booked. Call it before `close`.
  ///
  /// `word(n)` is the word that the database used for opening n, from 0 in the order of commits.
  @inlinable public mutating func replay(
    packet slot: Int, rule: AmountRule = .doubleMean, word: (Int) -> UInt64
  ) {
    guard isKnown(slot) else { return complain(.unknown("replay", slot, 0)) }
    let account = accounts[slot]
    let replayed = AmountReplay(
      totalCents: account.issued, shares: account.shares, openings: Int(account.receipts),
      rule: rule, word: word)
    if replayed.cents != account.settled || replayed.digest != account.digest {
      complain(.replayDiffers(account, replayed.cents))
    }
  }
}
