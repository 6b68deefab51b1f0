import RedPackets
import Testing

@Suite struct ExpiryLedgerTests {
  @Test func `what is added comes out at its minute and once`() {
    var ledger = ExpiryLedger()
    ledger.add(cents: 100, at: 1440)
    ledger.add(cents: 50, at: 1442)
    ledger.add(cents: 7, at: 1439)
    #expect(ledger.total == ExpiryLedger.Entry(cents: 157, packets: 3))
    #expect(ledger.take(through: 1438) == ExpiryLedger.Entry())
    #expect(ledger.take(through: 1440) == ExpiryLedger.Entry(cents: 107, packets: 2))
    #expect(ledger.take(through: 1440) == ExpiryLedger.Entry())
    ledger.add(cents: -50, packets: -1, at: 1442)
    #expect(ledger.take(through: 5000) == ExpiryLedger.Entry())
    ledger.add(cents: 3, at: 6000)
    #expect(ledger.take(through: 6000) == ExpiryLedger.Entry(cents: 3, packets: 1))
    #expect(ledger.total == ExpiryLedger.Entry())
  }

  @Test func `random entries are conserved`() {
    var source = WordSource(41)
    var ledger = ExpiryLedger()
    var added: Int64 = 0
    var taken: Int64 = 0
    for minute in 0..<500 {
      for _ in 0..<source.next(in: 0...5) {
        let cents = Int64(source.next(in: 1...1000))
        ledger.add(cents: cents, at: minute + source.next(in: 0...60))
        added += cents
      }
      taken += ledger.take(through: minute).cents
    }
    taken += ledger.take(through: .max / 2).cents
    #expect(added == taken)
    #expect(ledger.total == ExpiryLedger.Entry())
  }
}
