/// So many at once, so many a second afterwards. Integers, no clock of its own.
package struct TokenBucket {
  private let burst: Int
  private let perSecond: Int
  private var tokens: Int
  /// Up to which instant tokens were paid out, in nanoseconds.
  private var paid: Int64

  /// Full at `now`, in nanoseconds of any clock that only goes forward.
  package init(burst: Int, perSecond: Int, now: Int64) {
    self.burst = burst
    self.perSecond = perSecond
    tokens = burst
    paid = now
  }

  /// Gives some back, up to the burst.
  package mutating func credit(_ count: Int) { tokens = min(burst, tokens + count) }

  /// Takes one or more; false when there are not so many.
  package mutating func take(_ count: Int = 1, now: Int64) -> Bool {
    if tokens < count { refill(now: now) }
    guard tokens >= count else { return false }
    tokens -= count
    return true
  }

  private mutating func refill(now: Int64) {
    let second: Int64 = 1_000_000_000
    let elapsed = min(max(0, now - paid), 3600 * second)
    let earned = elapsed * Int64(perSecond) / second
    guard earned > 0 else { return }
    credit(Int(earned))
    paid = now
  }
}
