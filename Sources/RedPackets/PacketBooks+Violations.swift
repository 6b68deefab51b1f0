extension PacketBooks {
  /// An entry that cannot be true.
  @usableFromInline enum Violation {
    case slotUnusable(Int)
    case issuedTwice(UInt64, UInt64)
    case unpayable(UInt64, Int64, Int)
    case unknown(String, Int, Int64)
    case afterRefund(PacketAccount, Int64)
    case belowOneCent(PacketAccount, Int64)
    case tooManyReceipts(PacketAccount)
    case overdrawn(PacketAccount, Int64)
    case lastLeftSome(PacketAccount, Int64)
    case nothingForTheRest(PacketAccount, Int64)
    case refundedTwice(UInt64)
    case wrongRefund(PacketAccount, Int64)
    case leftOpen(PacketAccount)
    case replayDiffers(PacketAccount, Int64)
    case outOfBalance(issued: Int64, settled: Int64, refunded: Int64, open: Int64)

    /// The sentence for the result.
    var sentence: String {
      switch self {
      case .slotUnusable(let slot): "a packet was issued in slot \(slot)"
      case .issuedTwice(let old, let new):
        "packet \(new) was issued in the place of packet \(old), which is not closed"
      case .unpayable(let number, let cents, let shares):
        "packet \(number) was issued with \(cents) cents for \(shares) shares"
      case .unknown(let entry, let slot, let cents):
        "a \(entry) of \(cents) cents names slot \(slot), where no packet is open"
      case .afterRefund(let account, let cents):
        "packet \(account.number): \(cents) cents settled after its refund"
      case .belowOneCent(let account, let cents):
        "packet \(account.number): receipt \(account.receipts) is \(cents) cents"
      case .tooManyReceipts(let account):
        "packet \(account.number): \(account.receipts) receipts for \(account.shares) shares"
      case .overdrawn(let account, let cents):
        "packet \(account.number): receipt \(account.receipts) of \(cents) cents makes "
          + "\(account.settled) of \(account.issued) cents"
      case .lastLeftSome(let account, let cents):
        "packet \(account.number): its last receipt of \(cents) cents leaves "
          + "\(account.issued - account.settled) cents"
      case .nothingForTheRest(let account, let cents):
        "packet \(account.number): receipt \(account.receipts) of \(cents) cents leaves "
          + "\(account.issued - account.settled) cents for "
          + "\(account.shares - Int(account.receipts)) shares"
      case .refundedTwice(let number): "packet \(number) was refunded twice"
      case .wrongRefund(let account, let cents):
        "packet \(account.number): \(cents) cents refunded, "
          + "\(account.issued - account.settled - account.refunded) were left"
      case .leftOpen(let account):
        "packet \(account.number) was closed with "
          + "\(account.issued - account.settled - account.refunded) of \(account.issued) cents open"
      case .replayDiffers(let account, let cents):
        "packet \(account.number): \(account.receipts) receipts of \(account.settled) cents were "
          + "booked, its random words give \(cents) cents or another order"
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
  mutating func complainAboutReceipt(_ slot: Int, _ cents: Int64) {
    let account = accounts[slot]
    let left = account.issued &- account.settled
    let sharesLeft = account.shares - Int(account.receipts)
    if account.state == .refunded {
      complain(.afterRefund(account, cents))
    } else if cents < 1 {
      complain(.belowOneCent(account, cents))
    } else if sharesLeft < 0 {
      complain(.tooManyReceipts(account))
    } else if left < 0 {
      complain(.overdrawn(account, cents))
    } else if sharesLeft == 0 {
      complain(.lastLeftSome(account, cents))
    } else {
      complain(.nothingForTheRest(account, cents))
    }
  }
}
