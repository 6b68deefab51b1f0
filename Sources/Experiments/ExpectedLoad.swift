import ClusterModel
import Quantities
import ScenarioTypes

/// About how many requests a scenario brings, from its words alone: to choose how much to simulate.
struct ExpectedLoad {
  /// First tries of all kinds.
  private(set) var requests = 0.0
  private(set) var packets = 0.0

  init(_ scenario: Scenario) {
    let duration = scenario.duration.seconds
    for population in scenario.populations {
      switch population.source {
      case .packets(let source):
        let sends = Self.integral(source.sends, to: duration)
        let members = source.groupSize.roughMean * source.awake.fraction
        packets += sends
        requests += sends * (1 + members + min(members, source.shares.roughMean))
      case .requests(let source):
        var count = Self.integral(source.rate, to: duration)
        if let between = source.between {
          count = duration * 1e9 / between.roughMean
        }
        count *= source.batch?.roughMean ?? 1
        count += Double(source.atStart)
        requests += min(count, source.total.map(Double.init) ?? .infinity)
      case .clients(let source):
        // Answers take time, too; without thinking a hundredth of a second at least.
        let think = max(source.think.roughMean / 1e9, 0.01)
        requests += Double(source.count) * max(1, duration / think)
      }
    }
  }

  /// Events of a curve up to `end` seconds.
  static func integral(_ curve: RateCurve, to end: Double) -> Double {
    let points = curve.points
    guard let last = points.last else { return 0 }
    let period = last.time.seconds
    if curve.repeats && period > 0 && end > period {
      let rounds = (end / period).rounded(.down)
      return rounds * area(points, to: period) + area(points, to: end - rounds * period)
    }
    return area(points, to: min(end, period)) + max(0, end - period) * last.rate.perSecond
  }

  private static func area(_ points: [RateCurve.Point], to end: Double) -> Double {
    var sum = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      let start = left.time.seconds
      let length = right.time.seconds - start
      let inside = min(end, right.time.seconds) - start
      guard inside > 0, length > 0 else { continue }
      let slope = (right.rate.perSecond - left.rate.perSecond) / length
      sum += inside * (left.rate.perSecond + slope * inside / 2)
    }
    return sum
  }
}
