import RedPackets
import Testing

@Suite struct AmountDrawingTests {
  /// Oracles: exact means and deviations by position, in cents.
  @Test(arguments: [
    (10_000, 10, 1, 1000.5, 577.350_197), (10_000, 10, 2, 1000.222_25, 581.923_625_9),
    (10_000, 10, 5, 1000.150_79, 606.006_388_3), (10_000, 10, 9, 999.384_123_5, 766.972_684_6),
    (10_000, 10, 10, 999.384_123_5, 766.972_684_6), (500, 5, 1, 100.5, 57.734_305_23),
    (500, 5, 2, 100.25, 59.952_932_93), (500, 5, 4, 99.583_333_7, 72.240_190_63),
    (500, 5, 5, 99.583_333_7, 72.240_190_63), (3, 2, 1, 1.5, 0.5), (3, 2, 2, 1.5, 0.5),
    (20_000, 100, 2, 200.2475, 115.331_715_4), (20_000, 100, 50, 200.079_252_3, 115.975_338_6),
    (20_000, 100, 99, 198.783_639_9, 158.945_184_8), (10, 4, 1, 3, 1.414_213_562),
  ])
  func `the test's own law has the published moments`(
    total: Int, shares: Int, position: Int, mean: Double, deviation: Double
  ) {
    let law = AmountLaw(total: total, shares: shares).positions[position - 1]
    #expect(abs(law.mean - mean) < 1e-7 * mean)
    #expect(abs(law.deviation - deviation) < 1e-7 * deviation)
  }

  @Test func `the last of four shares of ten cents averages 43 twentieths`() {
    let law = AmountLaw(total: 10, shares: 4).positions
    #expect(abs(law[3].mean - 43.0 / 20) < 1e-12)
  }

  @Test(arguments: [(10_000, 10), (500, 5), (500, 7), (20_000, 100), (3, 2), (10, 4)])
  func `means and deviations by position are those of the exact law`(total: Int, shares: Int) {
    let law = AmountLaw(total: total, shares: shares).positions
    let packets = 40_000
    var words = WordSource(11)
    var sums = [Double](repeating: 0, count: shares)
    var squares = sums
    for _ in 0..<packets {
      for (position, amount) in words.packet(total: Int64(total), shares: shares).enumerated() {
        sums[position] += Double(amount)
        squares[position] += Double(amount * amount)
      }
    }
    for position in 0..<shares {
      let mean = sums[position] / Double(packets)
      let variance = squares[position] / Double(packets) - mean * mean
      let exact = law[position]
      // Five standard errors: with at most 100 positions a fixed seed passes unless it is wrong.
      let error = 5 * exact.deviation / Double(packets).squareRoot()
      #expect(abs(mean - exact.mean) <= error, "position \(position + 1) mean \(mean)")
      // The kurtosis of these laws is below 10, so the error of a variance is below 3 σ²/√n.
      let spread = 5 * 3 * exact.deviation * exact.deviation / Double(packets).squareRoot()
      #expect(abs(variance - exact.deviation * exact.deviation) <= spread)
    }
  }

  @Test func `every amount of a draw has the same share of the words`() {
    // All words of 16 bits, spread over 64: the amounts 1...bound must differ by at most one word.
    for (cents, shares) in [(100, 5), (7, 2), (9, 4), (30, 30), (31, 30)] {
      let bound = min(2 * cents / shares, cents - shares + 1)
      var counts = [Int](repeating: 0, count: bound + 1)
      for word in 0..<65_536 {
        let amount = AmountDrawing.draw(
          remainingCents: Int64(cents), sharesLeft: shares, random: UInt64(word) << 48)
        counts[Int(amount)] += 1
      }
      #expect(counts[0] == 0)
      let even = 65_536 / bound
      #expect(counts.dropFirst().allSatisfy { $0 == even || $0 == even + 1 })
    }
  }

  @Test func `a packet pays exactly its cents and everyone at least one`() {
    var words = WordSource(12)
    for _ in 0..<20_000 {
      let shares = words.next(in: 1...100)
      let total = Int64(shares + words.next(in: 0...(shares * 3)))
      for capped in [false, true] {
        let amounts = words.packet(total: total, shares: shares, capped: capped)
        #expect(amounts.reduce(0, +) == total)
        #expect(amounts.allSatisfy { $0 >= 1 })
        if capped {
          let cap = AmountDrawing.cap(totalCents: total, shares: shares)
          #expect(amounts.allSatisfy { $0 <= cap })
        }
      }
    }
  }

  @Test func `a packet of one cent a share has no chance in it`() {
    var words = WordSource(13)
    for shares in [1, 2, 7, 100] {
      #expect(words.packet(total: Int64(shares), shares: shares).allSatisfy { $0 == 1 })
      #expect(
        words.packet(total: Int64(shares), shares: shares, capped: true).allSatisfy { $0 == 1 })
    }
  }

  @Test func `with two shares left the extreme words leave a cent for the other`() {
    for cents in 2...2000 {
      let least = AmountDrawing.draw(remainingCents: Int64(cents), sharesLeft: 2, random: 0)
      let most = AmountDrawing.draw(remainingCents: Int64(cents), sharesLeft: 2, random: .max)
      #expect(least == 1)
      #expect(most == Int64(cents) - 1)
    }
  }

  @Test func `the last two shares have the same law`() {
    let law = AmountLaw(total: 700, shares: 6).positions
    #expect(abs(law[4].mean - law[5].mean) < 1e-9)
    #expect(abs(law[4].deviation - law[5].deviation) < 1e-9)
    // And in the implementation, exactly: with two left, words spread evenly give a and R - a.
    for cents in [5, 17, 64] {
      var first: [Int64] = []
      var second: [Int64] = []
      for place in 0..<(cents - 1) {
        let word = (UInt64.max / UInt64(cents - 1)) * UInt64(place) + 1_000_000
        let amount = AmountDrawing.draw(
          remainingCents: Int64(cents), sharesLeft: 2, random: word)
        first.append(amount)
        second.append(Int64(cents) - amount)
      }
      #expect(first.sorted() == second.sorted())
      #expect(first.sorted() == Array(1...Int64(cents - 1)))
    }
  }

  /// Oracles of the capped variant: 10 000 cents, 10 shares, cap 2 000.
  @Test(arguments: [
    (1, 1000.5, 577.350_197), (5, 940.271_176, 551.485_100_2), (10, 1151.052_654, 604.829_469_2),
  ])
  func `the capped rule has the moments of its law`(
    position: Int, mean: Double, deviation: Double
  ) {
    let law = AmountLaw(total: 10_000, shares: 10, cap: 2000).positions[position - 1]
    #expect(abs(law.mean - mean) < 1e-7 * mean)
    #expect(abs(law.deviation - deviation) < 1e-7 * deviation)
    let packets = 40_000
    var words = WordSource(14)
    var sum = 0.0
    for _ in 0..<packets {
      sum += Double(words.packet(total: 10_000, shares: 10, capped: true)[position - 1])
    }
    let error = 5 * deviation / Double(packets).squareRoot()
    #expect(abs(sum / Double(packets) - mean) < error)
  }

  @Test(arguments: [(10_000, 10, 0.000_607_214_523_7)])
  func `without the guard the last share would be empty as often as the oracle says`(
    total: Int, shares: Int, probability: Double
  ) {
    // The faulty rule lets the last but one take everything: P(last is 0) = P(a = R at k = 2) =
    // E[1/R] over the rest of two shares; the law without the guard must not conserve a cent each.
    var mass = [Double](repeating: 0, count: total + 1)
    mass[total] = 1
    for left in stride(from: shares, to: 2, by: -1) {
      var next = [Double](repeating: 0, count: total + 1)
      for remaining in 1...total where mass[remaining] > 0 {
        let bound = max(1, 2 * remaining / left)
        for amount in 1...bound { next[remaining - amount] += mass[remaining] / Double(bound) }
      }
      mass = next
    }
    let empty = (1...total).reduce(0.0) { $0 + mass[$1] / Double($1) }
    #expect(abs(empty - probability) < 1e-6 * probability)
    var words = WordSource(15)
    for _ in 0..<20_000 {
      #expect(words.packet(total: Int64(total), shares: shares)[shares - 1] >= 1)
    }
  }

  @Test func `105 real packets of 5 yuan for 7 agree with the rule`() {
    // Means and variances by order of opening, in yuan, of 105 packets:
    // https://daixieit.com/article/index/id/11524.
    let means = [0.689, 0.802, 0.713, 0.682, 0.744, 0.685, 0.786]
    let variances = [0.159, 0.142, 0.156, 0.208, 0.244, 0.326, 0.308]
    let packets = 20_000
    var words = WordSource(16)
    var sums = [Double](repeating: 0, count: 7)
    var squares = sums
    for _ in 0..<packets {
      for (position, amount) in words.packet(total: 500, shares: 7).enumerated() {
        let yuan = Double(amount) / 100
        sums[position] += yuan
        squares[position] += yuan * yuan
      }
    }
    var chiSquare = 0.0
    for position in 0..<7 {
      let mean = sums[position] / Double(packets)
      let variance = squares[position] / Double(packets) - mean * mean
      let z = (means[position] - mean) / (variance / 105).squareRoot()
      #expect(abs(z) < 2.6, "position \(position + 1): z \(z)")
      chiSquare += z * z
      // 105 values of these laws: a ratio of variances between 0.6 and 1.6 is within 3 errors.
      #expect((0.6...1.6).contains(variances[position] / variance))
    }
    // 99 % of chi-square with 7 degrees is 18.5.
    #expect(chiSquare < 18.5)
    // Not the opposite law: variances grow with the position.
    #expect(squares[6] > squares[0])
  }

  @Test func `a packet with more shares than cents is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = AmountDrawing.draw(remainingCents: 3, sharesLeft: 4, random: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = AmountDrawing.draw(remainingCents: 3, sharesLeft: 0, random: 1)
    }
  }
}
