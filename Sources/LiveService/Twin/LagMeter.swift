/// How far the simulation is behind the real time that it promises: of each second the worst.
package struct LagMeter {
  package init() {}

  /// Of the last second that is over, or of this one if it is worse, in milliseconds.
  package var milliseconds: Double { max(last, current) }
  /// The worst of all, in milliseconds.
  package private(set) var worst = 0.0
  /// Seconds whose worst was above `remarkable`.
  package private(set) var badSeconds = 0
  private var last = 0.0
  private var current = 0.0
  private var second: Int64 = 0
  private var toldAbout = false

  /// Milliseconds above which it is worth saying; a busy machine makes a few now and then.
  package static let remarkable = 20.0

  /// Notes a lag at an instant of the wall's clock in nanoseconds; answers what to tell, once a
  /// second at most.
  package mutating func note(_ lag: Double, at wall: Int64) -> String? {
    let now = wall / 1_000_000_000
    var words: String?
    if now != second {
      words = turn()
      second = now
    }
    current = max(current, lag)
    worst = max(worst, lag)
    return words
  }

  private mutating func turn() -> String? {
    last = current
    current = 0
    if last > Self.remarkable {
      badSeconds += 1
      toldAbout = true
      return "warning: the simulation is \(Int(last.rounded())) ms behind real time"
    }
    defer { toldAbout = false }
    return toldAbout ? "note: the simulation keeps up again" : nil
  }
}
