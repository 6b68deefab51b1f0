import RedPackets
import Testing

@Suite struct PacketBooksTests {
  @Test func `a packet opened to the end balances`() {
    var books = PacketBooks()
    books.issue(packet: 0, number: 7, cents: 100, shares: 3)
    for cents: Int64 in [20, 30, 50] { books.settle(packet: 0, number: 7, cents: cents) }
    books.close(packet: 0, number: 7)
    let balanced = books.balance()
    let totals = books.totals
    let open = books.openCents
    #expect(balanced)
    #expect(totals.violations == 0)
    #expect(totals.settledCents == 100)
    #expect(totals.settlements == 3)
    #expect(open == 0)
  }

  @Test func `a packet refunded after two of three balances`() {
    var books = PacketBooks()
    books.issue(packet: 4, number: 7, cents: 100, shares: 3)
    books.settle(packet: 4, number: 7, cents: 20)
    books.settle(packet: 4, number: 7, cents: 30)
    let openBefore = books.openCents
    books.refund(packet: 4, number: 7, cents: 50)
    books.close(packet: 4, number: 7)
    let balanced = books.balance()
    let totals = books.totals
    #expect(openBefore == 50)
    #expect(balanced)
    #expect(totals.violations == 0)
    #expect(totals.refundedCents == 50)
  }

  /// One faulty history each, and a word of the sentence that must name it.
  enum Fault: String, CaseIterable {
    case zeroCents = "a receipt is 0 cents"
    case overdrawn = "a receipt of 101 cents, but 100 cents were left"
    case tooMany = "a receipt of 1 cents, but every share has one"
    case lastLeavesSome = "leaves 10 cents"
    case nothingForTheRest = "leaves 1 cents for 2 shares"
    case afterRefund = "settled after its refund"
    case wrongRefund = "40 cents refunded, 50 were left"
    case refundedTwice = "was refunded twice"
    case leftOpen = "was closed with 100 cents open"
    case unknownReceipt = "names slot 3, where no packet is open"
    case unpayable = "with 2 cents for 3 shares"
    case issuedTwice = "which is not closed"
  }

  @Test(arguments: Fault.allCases)
  func `a faulty entry is found and named`(fault: Fault) {
    var books = PacketBooks(capacity: 1)
    switch fault {
    case .zeroCents:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.settle(packet: 0, number: 1, cents: 0)
    case .overdrawn:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.settle(packet: 0, number: 1, cents: 101)
    case .tooMany:
      books.issue(packet: 0, number: 1, cents: 100, shares: 2)
      for cents: Int64 in [50, 50, 1] { books.settle(packet: 0, number: 1, cents: cents) }
    case .lastLeavesSome:
      books.issue(packet: 0, number: 1, cents: 100, shares: 2)
      for cents: Int64 in [50, 40] { books.settle(packet: 0, number: 1, cents: cents) }
    case .nothingForTheRest:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.settle(packet: 0, number: 1, cents: 99)
    case .afterRefund:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.refund(packet: 0, number: 1, cents: 100)
      books.settle(packet: 0, number: 1, cents: 10)
    case .wrongRefund:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.settle(packet: 0, number: 1, cents: 50)
      books.refund(packet: 0, number: 1, cents: 40)
    case .refundedTwice:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.refund(packet: 0, number: 1, cents: 100)
      books.refund(packet: 0, number: 1, cents: 0)
    case .leftOpen:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.close(packet: 0, number: 1)
    case .unknownReceipt: books.settle(packet: 3, number: 1, cents: 5)
    case .unpayable: books.issue(packet: 0, number: 1, cents: 2, shares: 3)
    case .issuedTwice:
      books.issue(packet: 0, number: 1, cents: 100, shares: 3)
      books.issue(packet: 0, number: 2, cents: 100, shares: 3)
    }
    let sentences = books.violations
    let count = books.totals.violations
    #expect(count == 1)
    #expect(sentences.count == 1)
    #expect(sentences.first?.contains(fault.rawValue) == true, "\(sentences)")
  }

  @Test func `money lost by issuing over an open packet unbalances the books`() {
    var books = PacketBooks()
    books.issue(packet: 0, number: 1, cents: 100, shares: 3)
    books.issue(packet: 0, number: 2, cents: 100, shares: 3)
    let balanced = books.balance()
    #expect(!balanced)
  }

  @Test func `only the first sentences are kept and all violations counted`() {
    var books = PacketBooks(violationLimit: 3)
    for slot in 0..<10 { books.settle(packet: slot, number: 0, cents: 1) }
    let kept = books.violations.count
    let counted = books.totals.violations
    #expect(kept == 3)
    #expect(counted == 10)
  }

  @Test func `slots are used again and memory follows the packets open at once`() {
    var books = PacketBooks(capacity: 4)
    for number in 0..<10_000 {
      let slot = number % 100
      if number >= 100 {
        books.settle(packet: slot, number: UInt64(number), cents: 9)
        books.refund(packet: slot, number: UInt64(number), cents: 1)
        books.close(packet: slot, number: UInt64(number))
      }
      books.issue(packet: slot, number: UInt64(number), cents: 10, shares: 2)
    }
    let open = books.openPackets
    let openCents = books.openCents
    let balanced = books.balance()
    let violations = books.totals.violations
    #expect(open == 100)
    #expect(openCents == 1000)
    #expect(balanced)
    #expect(violations == 0)
  }

  @Test func `random histories of honest packets balance and replay`() {
    var source = WordSource(31)
    var books = PacketBooks(capacity: 2)
    var expected: Int64 = 0
    for number in 0..<3000 {
      let slot = number % 37
      let shares = source.next(in: 1...20)
      let total = Int64(shares + source.next(in: 0...5000))
      let openings = source.next(in: 0...shares)
      let seed = source.next()
      var words = WordSource(seed)
      let drawn = words.packet(total: total, shares: shares)
      books.issue(packet: slot, number: UInt64(number), cents: total, shares: shares)
      for cents in drawn.prefix(openings) {
        books.settle(packet: slot, number: UInt64(number), cents: cents)
      }
      books.replay(packet: slot, number: UInt64(number), cents: total, shares: shares) { index in
        var again = WordSource(seed)
        for _ in 0..<index { _ = again.next() }
        return again.next()
      }
      let rest = drawn.dropFirst(openings).reduce(0, +)
      expected += total - rest
      if rest > 0 { books.refund(packet: slot, number: UInt64(number), cents: rest) }
      books.close(packet: slot, number: UInt64(number))
    }
    let balanced = books.balance()
    let totals = books.totals
    let sentences = books.violations
    #expect(sentences.isEmpty, "\(sentences)")
    #expect(balanced)
    #expect(totals.settledCents == expected)
  }

  @Test func `the replay finds amounts that were swapped or drawn from other words`() {
    var source = WordSource(32)
    let words = (0..<5).map { _ in source.next() }
    let drawn = drawPacket(total: 1000, shares: 5, word: { words[$0] })
    for faulty in 0..<2 {
      var books = PacketBooks()
      books.issue(packet: 0, number: 9, cents: 1000, shares: 5)
      let booked =
        faulty == 0 ? [drawn[1], drawn[0], drawn[2]] : [drawn[0], drawn[1] + 1, drawn[2] - 1]
      for cents in booked { books.settle(packet: 0, number: 9, cents: cents) }
      books.replay(packet: 0, number: 9, cents: 1000, shares: 5) { words[$0] }
      let sentences = books.violations
      #expect(sentences.count == 1)
      #expect(sentences.first?.contains("packet 9") == true)
    }
  }

  @Test func `the replay finds a packet that was issued with other cents or shares`() {
    for (cents, shares) in [(1001, 5), (1000, 6), (999, 5)] as [(Int64, Int)] {
      var books = PacketBooks()
      books.issue(packet: 0, number: 9, cents: cents, shares: shares)
      books.replay(packet: 0, number: 9, cents: 1000, shares: 5) { _ in 0 }
      let sentences = books.violations
      #expect(sentences.count == 1)
    }
  }

  @Test func `a packet set aside stays open until it is refunded`() {
    var books = PacketBooks()
    books.issue(packet: 0, number: 9, cents: 100, shares: 5)
    books.settle(packet: 0, number: 9, cents: 30)
    books.setAside(packet: 0, number: 9, cents: 70)
    let (open, packets) = (books.openCents, books.openPackets)
    books.refundSetAside(cents: 70)
    let balanced = books.balance()
    let totals = books.totals
    let left = books.openCents
    #expect(open == 70)
    #expect(packets == 0)
    #expect(balanced)
    #expect(totals.refundedCents == 70)
    #expect(left == 0)
    #expect(totals.violations == 0)
    books.refundSetAside(cents: 1)
    let violations = books.totals.violations
    #expect(violations == 1)
  }

  @Test func `an account has 12 bytes`() {
    #expect(MemoryLayout<PacketAccount>.stride == 12)
  }

  @Test func `random entries never trap and the four totals still add up`() {
    var source = WordSource(33)
    for _ in 0..<200 {
      var books = PacketBooks(capacity: 1, violationLimit: 5)
      var open: Set<Int> = []
      for number in 0..<200 {
        let slot = source.next(in: -1...6)
        let cents = Int64(source.next(in: -3...50))
        switch source.next(in: 0...5) {
        case 0 where slot >= 0 && !open.contains(slot):
          books.issue(
            packet: slot, number: UInt64(number), cents: cents, shares: source.next(in: -1...9))
          open.insert(slot)
        case 1:
          books.refund(packet: slot, number: 1, cents: cents)
        case 2:
          books.close(packet: slot, number: 1)
          open.remove(slot)
        case 3:
          books.replay(
            packet: slot, number: 1, cents: cents, shares: source.next(in: -1...9),
            rule: .cappedDoubleMean
          ) { UInt64($0) << 60 }
        default: books.settle(packet: slot, number: 1, cents: cents)
        }
      }
      // Each false entry is named, but no cent leaves the books: none was issued over another.
      let balanced = books.balance()
      let violations = books.totals.violations
      let kept = books.violations.count
      #expect(balanced)
      #expect(violations > 5)
      #expect(kept == 5)
    }
  }
}
