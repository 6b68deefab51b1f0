import RedPackets
import Testing

@Suite struct AmountReplayTests {
  @Test(arguments: [AmountRule.doubleMean, .cappedDoubleMean])
  func `the second implementation gives the amounts of the first`(rule: AmountRule) {
    var source = WordSource(21)
    for round in 0..<5000 {
      let shares = source.next(in: 1...60)
      let extra = round % 5 == 0 ? source.next(in: 0...3) : source.next(in: 0...1_000_000)
      let total = Int64(shares + extra)
      let words = (0..<shares).map { index in
        index % 7 == 0 ? UInt64.max : index % 11 == 0 ? 0 : source.next()
      }
      let drawn = drawPacket(
        total: total, shares: shares, capped: rule == .cappedDoubleMean, word: { words[$0] })
      let replayed = AmountReplay.amounts(
        totalCents: total, shares: shares, openings: shares, rule: rule, word: { words[$0] })
      #expect(drawn == replayed)
    }
  }

  @Test func `large amounts replay exactly`() {
    var source = WordSource(22)
    for _ in 0..<1000 {
      let total = Int64(source.next() >> 4)
      let word = source.next()
      let drawn = AmountDrawing.draw(remainingCents: total, sharesLeft: 3, random: word)
      let replayed = AmountReplay.amounts(
        totalCents: total, shares: 3, openings: 1, word: { _ in word })
      #expect(replayed == [drawn])
    }
  }

  @Test func `a replay of no openings is empty`() {
    let replay = AmountReplay(totalCents: 100, shares: 4, openings: 0, word: { _ in 1 })
    #expect(replay.cents == 0)
    #expect(replay.digest == PacketAccount(cents: 100, shares: 4).digest)
  }

  @Test func `an impossible packet replays to nothing instead of trapping`() {
    for (cents, shares) in [(2, 3), (-5, 2), (0, 0), (5, 0), (5, -1)] as [(Int64, Int)] {
      for rule in AmountRule.allCases {
        let replay = AmountReplay(
          totalCents: cents, shares: shares, openings: 3, rule: rule, word: { _ in .max })
        #expect(replay.cents == 0)
        let amounts = AmountReplay.amounts(
          totalCents: cents, shares: shares, openings: 3, rule: rule, word: { _ in .max })
        #expect(amounts.isEmpty)
      }
    }
  }
}
