import HTTP2Transport
import Testing

@Suite struct `Control budget` {
  private static let second: Int64 = 1_000_000_000

  /// A budget that expectations can ask: they take no mutating calls.
  private final class Purse {
    private var budget: ControlBudget

    init(burst: Int) { budget = ControlBudget(burst: burst, perSecond: 5, now: 0) }

    func admit(_ frame: FrameMeter.Header, now: Int64) -> Bool { budget.admit(frame, now: now) }
    func creditDataSent() { budget.creditDataSent() }
  }

  private static func budget(burst: Int = 10) -> Purse { Purse(burst: burst) }

  private static func header(_ type: UInt8, length: Int = 8, flags: UInt8 = 0) -> FrameMeter.Header
  {
    .init(length: length, type: type, flags: flags)
  }

  @Test(arguments: [2, 3, 6, 7, 8, 0xbb] as [UInt8])
  func `of frames that carry nothing there may be a burst and no more`(_ type: UInt8) {
    let budget = Self.budget()
    for _ in 0..<10 { #expect(budget.admit(Self.header(type), now: 0)) }
    #expect(!budget.admit(Self.header(type), now: 0))
  }

  @Test func `a second gives some back, and no more than the burst`() {
    let budget = Self.budget()
    for _ in 0..<10 { _ = budget.admit(Self.header(6), now: 0) }
    for _ in 0..<5 { #expect(budget.admit(Self.header(6), now: Self.second)) }
    #expect(!budget.admit(Self.header(6), now: Self.second))
    for _ in 0..<10 { #expect(budget.admit(Self.header(6), now: 1000 * Self.second)) }
    #expect(!budget.admit(Self.header(6), now: 1000 * Self.second))
  }

  @Test func `each entry of SETTINGS counts`() {
    let budget = Self.budget()
    #expect(budget.admit(Self.header(4, length: 6 * 9), now: 0))
    #expect(!budget.admit(Self.header(4, length: 0), now: 0))
  }

  @Test func `short DATA counts unless it ends its stream`() {
    let budget = Self.budget(burst: 1)
    #expect(budget.admit(Self.header(0, length: 0, flags: 1), now: 0))
    #expect(budget.admit(Self.header(0, length: 32), now: 0))
    #expect(budget.admit(Self.header(0, length: 31), now: 0))
    #expect(!budget.admit(Self.header(0, length: 31), now: 0))
  }

  @Test func `requests and DATA that was sent pay for control frames`() {
    let budget = Self.budget()
    for _ in 0..<1000 {
      #expect(budget.admit(Self.header(1), now: 0))
      for _ in 0..<4 { #expect(budget.admit(Self.header(8), now: 0)) }
      budget.creditDataSent()
      for _ in 0..<2 { #expect(budget.admit(Self.header(8), now: 0)) }
    }
  }

  @Test func `a slow trickle is earned a frame at a time`() {
    var bucket = TokenBucket(burst: 1, perSecond: 2, now: 0)
    _ = bucket.take(now: 0)
    for step in 1...20 {
      let now = Int64(step) * Self.second / 2
      let early = bucket.take(now: now - 1)
      let due = bucket.take(now: now)
      #expect(!early && due)
    }
  }
}
