extension PacketBooks {
  /// An entry that cannot be true.
  @usableFromInline enum Violation {
    case slotUnusable(Int)
    case issuedTwice(UInt64, Int)
    case unpayable(UInt64, Int64, Int)
    case unknown(String, Int, Int64)
    case afterRefund(UInt64, Int64)
    case belowOneCent(UInt64, Int64)
    case tooManyReceipts(UInt64, Int64)
    case overdrawn(UInt64, PacketAccount, Int64)
    case lastLeftSome(UInt64, PacketAccount, Int64)
    case nothingForTheRest(UInt64, PacketAccount, Int64)
    case refundedTwice(UInt64)
    case wrongRefund(UInt64, PacketAccount, Int64)
    case wrongRefundOfSetAside(Int64, Int64)
    case leftOpen(UInt64, PacketAccount)
    case replayDiffers(UInt64, PacketAccount, Int64, Int, Int64)
    case outOfBalance(issued: Int64, settled: Int64, refunded: Int64, open: Int64)

    /// The sentence for the result.
    var sentence: String {
      switch self {
      case .slotUnusable(let slot): "a packet was issued in slot \(slot)"
      case .issuedTwice(let number, let slot):
        "packet \(number) was issued in the place of another one, slot \(slot), which is not closed"
      case .unpayable(let number, let cents, let shares):
        "packet \(number) was issued with \(cents) cents for \(shares) shares"
      case .unknown(let entry, let slot, let cents):
        "a \(entry) of \(cents) cents names slot \(slot), where no packet is open"
      case .afterRefund(let number, let cents):
        "packet \(number): \(cents) cents settled after its refund"
      case .belowOneCent(let number, let cents): "packet \(number): a receipt is \(cents) cents"
      case .tooManyReceipts(let number, let cents):
        "packet \(number): a receipt of \(cents) cents, but every share has one"
      case .overdrawn(let number, let account, let cents):
        "packet \(number): a receipt of \(cents) cents, but "
          + "\(account.leftCents + cents) cents were left"
      case .lastLeftSome(let number, let account, let cents):
        "packet \(number): its last receipt of \(cents) cents leaves \(account.leftCents) cents"
      case .nothingForTheRest(let number, let account, let cents):
        "packet \(number): a receipt of \(cents) cents leaves \(account.leftCents) cents for "
          + "\(account.leftShares) shares"
      case .refundedTwice(let number): "packet \(number) was refunded twice"
      case .wrongRefund(let number, let account, let cents):
        "packet \(number): \(cents) cents refunded, \(account.leftCents) were left"
      case .wrongRefundOfSetAside(let cents, let left):
        "\(cents) cents of packets set aside refunded, \(left) were left"
      case .leftOpen(let number, let account):
        "packet \(number) was closed with \(account.leftCents) cents open"
      case .replayDiffers(let number, let account, let issued, let shares, let cents):
        "packet \(number) of \(issued) cents and \(shares) shares: what was booked leaves "
          + "\(account.leftCents) cents and \(account.leftShares) shares; its random words give "
          + "\(cents) cents, or another order"
      case .outOfBalance(let issued, let settled, let refunded, let open):
        "the books are out of balance: \(issued) cents issued, \(settled) settled, "
          + "\(refunded) refunded, \(open) open"
      }
    }
  }

  /// Counts a violation and keeps its sentence while there is room.
  @inline(never) @usableFromInline
  mutating func complain(_ violation: Violation) {
    booked.violations &+= 1
    if violations.count < violationLimit { violations.append(violation.sentence) }
  }

  /// Says what is wrong with the receipt of `cents` that was just booked.
  @inline(never) @usableFromInline
  mutating func complainAboutReceipt(
    _ slot: Int, _ number: UInt64, _ cents: Int64, hadShare: Bool
  ) {
    let account = accounts[slot]
    if account.state == .refunded {
      complain(.afterRefund(number, cents))
    } else if cents < 1 {
      complain(.belowOneCent(number, cents))
    } else if !hadShare {
      complain(.tooManyReceipts(number, cents))
    } else if account.left < 0 {
      complain(.overdrawn(number, account, cents))
    } else if account.sharesLeft == 0 {
      complain(.lastLeftSome(number, account, cents))
    } else {
      complain(.nothingForTheRest(number, account, cents))
    }
  }
}
