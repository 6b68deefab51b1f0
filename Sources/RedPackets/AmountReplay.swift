/// The amounts of a packet's first openings, computed a second time by other code than
/// `AmountDrawing`: the auditor's pair of eyes.
///
/// It follows the rule of docs/model/amounts.md by its text: the bounds are found by comparing
/// products instead of by dividing twice the rest, and the uniform number is put together from
/// halves of 32 bits instead of by one wide multiplication.
@frozen public struct AmountReplay: Sendable {
  /// Cents of all openings together.
  public private(set) var cents: Int64 = 0
  /// The digest of the packet's cents and shares and of the amounts in their order, as the books
  /// keep it.
  public private(set) var digest: UInt64 = 0

  /// Replays the first `openings` openings; a packet with more shares than cents has no amounts.
  @inlinable public init(
    totalCents: Int64, shares: Int, openings: Int, rule: AmountRule = .doubleMean,
    word: (Int) -> UInt64
  ) {
    fold(totalCents)
    fold(Int64(shares))
    guard shares >= 1, Int64(shares) <= totalCents else { return }
    var opened = 0
    while opened < openings, opened < shares {
      let amount = Self.amount(
        total: totalCents, shares: Int64(shares), taken: cents, opened: Int64(opened), rule: rule,
        word: opened == shares - 1 ? 0 : word(opened))
      add(amount)
      opened += 1
    }
  }

  /// The amounts of the first openings, one by one; for tests and reports.
  public static func amounts(
    totalCents: Int64, shares: Int, openings: Int, rule: AmountRule = .doubleMean,
    word: (Int) -> UInt64
  ) -> [Int64] {
    var amounts: [Int64] = []
    guard shares >= 1, Int64(shares) <= totalCents else { return amounts }
    var taken: Int64 = 0
    for opened in 0..<min(openings, shares) {
      let amount = Self.amount(
        total: totalCents, shares: Int64(shares), taken: taken, opened: Int64(opened), rule: rule,
        word: opened == shares - 1 ? 0 : word(opened))
      amounts.append(amount)
      taken += amount
    }
    return amounts
  }

  @usableFromInline mutating func add(_ amount: Int64) {
    cents &+= amount
    fold(amount)
  }

  /// The books' digest, written out again: sum with the number and one, times 2^64 / golden ratio,
  /// of which the high 46 bits stay.
  @usableFromInline mutating func fold(_ number: Int64) {
    let sum = digest &+ UInt64(bitPattern: number) &+ 1
    digest = (sum &* 11_400_714_819_323_198_485) / 262_144
  }

  /// The amount of the opening after `opened` others that took `taken` cents.
  @usableFromInline static func amount(
    total: Int64, shares: Int64, taken: Int64, opened: Int64, rule: AmountRule, word: UInt64
  ) -> Int64 {
    let people = shares - opened
    let rest = total - taken
    if people == 1 { return rest }
    // The largest a with a × people <= 2 × rest, from the whole average and what it leaves over.
    let average = rest / people
    let over = rest - average * people
    var largest = average + average + (over + over >= people ? 1 : 0)
    var smallest: Int64 = 1
    if rule == .cappedDoubleMean {
      let cap = total / shares * 2 + (total % shares * 2 >= shares ? 1 : 0)
      if largest > cap { largest = cap }
      if rest - (people - 1) * cap > smallest { smallest = rest - (people - 1) * cap }
    }
    // A cent for each of the others.
    if rest - largest < people - 1 { largest = rest - people + 1 }
    return smallest + Int64(share(word, of: UInt64(largest - smallest) + 1))
  }

  /// ⌊word × choices / 2^64⌋ in halves of 32 bits.
  private static func share(_ word: UInt64, of choices: UInt64) -> UInt64 {
    let half: UInt64 = 0xFFFF_FFFF
    let (a, b) = (word >> 32, word & half)
    let (c, d) = (choices >> 32, choices & half)
    let middle = ((b * d) >> 32) + ((a * d) & half) + ((b * c) & half)
    return a * c + ((a * d) >> 32) + ((b * c) >> 32) + (middle >> 32)
  }
}
