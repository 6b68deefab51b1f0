/// The double-entry books of all red packets of a run, in cents, with the checks of an auditor.
///
/// The simulation says what its database did; the books keep their own account of each packet and
/// count every entry that cannot be true. They never trap and never use what the simulation
/// believes to remain. Each packet is a *slot*: a small number that the caller may use again after
/// `close`, so memory is bounded by the packets open at once (12 bytes each). 3 to 10 ns a call.
///
/// What an account does not keep, the caller says again: the packet's number at each entry, for the
/// sentences of violations, and at the replay what was paid in, drawn anew from the packet's key.
///
/// Checked: settled plus open is the amount issued; at most one receipt a share; at least a cent a
/// receipt and a cent left for every share still to come; the last receipt takes all that is left;
/// no receipt after the refund; the refund is what was not settled; nothing is left at the close.
@frozen public struct PacketBooks: ~Copyable {
  /// What has been booked so far.
  @inlinable public var totals: BookTotals { booked }
  @usableFromInline var booked = BookTotals()
  /// One sentence for each of the first entries that cannot be true.
  public internal(set) var violations: [String] = []
  /// How many sentences are kept.
  public let violationLimit: Int

  @usableFromInline var accounts: UnsafeMutablePointer<PacketAccount>
  /// Slots there is memory for.
  @usableFromInline var capacity: Int

  /// Creates empty books.
  public init(capacity: Int = 1024, violationLimit: Int = 20) {
    self.capacity = max(1, capacity)
    self.violationLimit = violationLimit
    accounts = .allocate(capacity: self.capacity)
    accounts.initialize(repeating: PacketAccount(), count: self.capacity)
  }

  deinit { accounts.deallocate() }

  /// Books a new packet of `cents` in `shares` shares; `number` is its stable number.
  @inlinable public mutating func issue(packet slot: Int, number: UInt64, cents: Int64, shares: Int)
  {
    if slot >= capacity || slot < 0 {
      guard slot >= 0, slot < 1 << 40 else { return complain(.slotUnusable(slot)) }
      grow(toHold: slot)
    }
    if accounts[slot].state != .free { complain(.issuedTwice(number, slot)) }
    if shares < 1 || Int64(shares) > cents || cents > PacketAccount.mostCents
      || shares > PacketAccount.mostShares
    {
      complain(.unpayable(number, cents, shares))
    }
    accounts[slot] = PacketAccount(cents: cents, shares: shares)
    booked.packets &+= 1
    booked.issuedCents &+= cents
  }

  /// Where the account of a slot lies, for asking the memory for it ahead of `settle`; nil when
  /// there is none.
  @inlinable public func address(packet slot: Int) -> UnsafeRawPointer? {
    slot >= 0 && slot < capacity ? UnsafeRawPointer(accounts + slot) : nil
  }

  /// Books a receipt of `cents`.
  @inlinable public mutating func settle(packet slot: Int, number: UInt64, cents: Int64) {
    guard isKnown(slot) else { return complain(.unknown("receipt", slot, cents)) }
    let hadShare = accounts[slot].settle(cents)
    booked.settledCents &+= cents
    booked.settlements &+= 1
    let account = accounts[slot]
    let left = account.left
    let sharesLeft = Int32(account.sharesLeft)
    if account.state == .open, cents >= 1, hadShare,
      sharesLeft == 0 ? left == 0 : left >= sharesLeft
    {
      return
    }
    complainAboutReceipt(slot, number, cents, hadShare: hadShare)
  }

  /// Books the refund of `cents` to the sender, after which nothing may be settled.
  @inlinable public mutating func refund(packet slot: Int, number: UInt64, cents: Int64) {
    guard isKnown(slot) else { return complain(.unknown("refund", slot, cents)) }
    let account = accounts[slot]
    if account.state == .refunded { complain(.refundedTwice(number)) }
    if cents != account.leftCents { complain(.wrongRefund(number, account, cents)) }
    accounts[slot].left &-= Int32(clamping: cents)
    accounts[slot].state = .refunded
    booked.refundedCents &+= cents
  }

  /// Ends a packet: all its cents must be settled or refunded. Its slot is free then.
  @inlinable public mutating func close(packet slot: Int, number: UInt64) {
    guard isKnown(slot) else { return complain(.unknown("close", slot, 0)) }
    let account = accounts[slot]
    if account.left != 0 { complain(.leftOpen(number, account)) }
    accounts[slot].state = .free
    strayCents &+= account.leftCents
  }

  /// Ends the watch over a packet on which nobody will act any more: `cents` must be what is left.
  /// They stay open until `refundSetAside`. Its slot is free then.
  @inlinable public mutating func setAside(packet slot: Int, number: UInt64, cents: Int64) {
    guard isKnown(slot) else { return complain(.unknown("set-aside", slot, cents)) }
    let account = accounts[slot]
    if cents != account.leftCents { complain(.wrongRefund(number, account, cents)) }
    accounts[slot].state = .free
    strayCents &+= account.leftCents
  }

  /// Books the refund of `cents` of packets that were set aside, when they expire.
  public mutating func refundSetAside(cents: Int64) {
    if cents < 0 || cents > strayCents { complain(.wrongRefundOfSetAside(cents, strayCents)) }
    strayCents &-= cents
    booked.refundedCents &+= cents
  }

  /// Cents of packets set aside, or closed without balance: `openCents` shows them.
  @usableFromInline var strayCents: Int64 = 0

  @inlinable @inline(__always)
  func isKnown(_ slot: Int) -> Bool {
    slot >= 0 && slot < capacity && accounts[slot].state != .free
  }

  /// Makes room for `slot`.
  @usableFromInline mutating func grow(toHold slot: Int) {
    let larger = max(slot + 1, capacity * 2)
    let fresh = UnsafeMutablePointer<PacketAccount>.allocate(capacity: larger)
    fresh.initialize(repeating: PacketAccount(), count: larger)
    fresh.update(from: accounts, count: capacity)
    accounts.deallocate()
    accounts = fresh
    capacity = larger
  }
}
