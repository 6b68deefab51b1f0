extension PacketBooks {
  /// The account in `slot`; nil when no packet is open there.
  public func account(packet slot: Int) -> PacketAccount? {
    isKnown(slot) ? accounts[slot] : nil
  }

  /// Cents neither settled nor refunded, added up packet by packet over all slots.
  public var openCents: Int64 {
    var open = strayCents
    for slot in 0..<capacity where accounts[slot].state != .free {
      open &+= accounts[slot].leftCents
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

  /// Computes the receipts of `slot` again by `AmountReplay`, from what was paid in and the
  /// packet's random words, and counts a violation when they are not what was booked. Call it
  /// before `close`.
  ///
  /// `cents` and `shares` are those of the packet, found anew by the caller; `word(n)` is the word
  /// that the database used for opening n, from 0 in the order of commits.
  @inlinable public mutating func replay(
    packet slot: Int, number: UInt64, cents: Int64, shares: Int, rule: AmountRule = .doubleMean,
    word: (Int) -> UInt64
  ) {
    guard isKnown(slot) else { return complain(.unknown("replay", slot, 0)) }
    let account = accounts[slot]
    let replayed = AmountReplay(
      totalCents: cents, shares: shares, openings: shares &- account.leftShares, rule: rule,
      word: word)
    let refunded = account.state == .refunded
    if replayed.digest != account.digest
      || !refunded && replayed.cents &+ account.leftCents != cents
    {
      complain(.replayDiffers(number, account, cents, shares, replayed.cents))
    }
  }
}
