import Quantities
import ScenarioTypes

extension RateCurve {
  /// The curve as it is from `time` on, beginning at 0.
  func shifted(by time: TimeSpan) -> RateCurve {
    guard time > .zero, points.count > 1, let last = points.last else { return self }
    guard repeats else {
      return RateCurve(
        points: Self.joined([Point(time: .zero, rate: rate(at: time))] + points(after: time)))
    }
    let phase = TimeSpan(nanoseconds: time.nanoseconds % last.time.nanoseconds)
    guard phase > .zero else { return self }
    // The rest of this turn, and its beginning behind it.
    let wrapped = points.filter { $0.time <= phase }.map {
      Point(
        time: TimeSpan(
          nanoseconds: $0.time.nanoseconds + last.time.nanoseconds - phase.nanoseconds),
        rate: $0.rate)
    }
    let end = Point(time: last.time, rate: rate(before: phase))
    return RateCurve(
      points: Self.joined(
        [Point(time: .zero, rate: rate(at: phase))] + points(after: phase) + wrapped + [end]),
      repeats: true)
  }

  private func points(after time: TimeSpan) -> [Point] {
    points.filter { $0.time > time }.map {
      Point(
        time: TimeSpan(nanoseconds: $0.time.nanoseconds - time.nanoseconds), rate: $0.rate)
    }
  }

  /// The rate from `time` on: behind a jump, if there is one.
  private func rate(at time: TimeSpan) -> Rate {
    guard let index = points.lastIndex(where: { $0.time <= time }) else {
      return points.first?.rate ?? Rate(perSecond: 0)
    }
    return rate(from: index, at: time)
  }

  /// The rate up to `time`: in front of a jump, if there is one.
  private func rate(before time: TimeSpan) -> Rate {
    guard let index = points.lastIndex(where: { $0.time < time }) else { return rate(at: time) }
    return rate(from: index, at: time)
  }

  private func rate(from index: Int, at time: TimeSpan) -> Rate {
    let left = points[index]
    guard index + 1 < points.count, time > left.time else { return left.rate }
    let right = points[index + 1]
    let share = (time.seconds - left.time.seconds) / (right.time.seconds - left.time.seconds)
    // Thousandths of a request a second: what can be written down and read again.
    let rate = left.rate.perSecond + (right.rate.perSecond - left.rate.perSecond) * share
    return Rate(perSecond: (rate * 1000).rounded() / 1000)
  }

  /// Points with what stands between two others of one time left out.
  private static func joined(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for (index, point) in points.enumerated() {
      let isBetween =
        index > 0 && index + 1 < points.count && points[index - 1].time == point.time
        && points[index + 1].time == point.time
      let isSame = result.last.map { $0 == point } ?? false
      if !isBetween && !isSame { result.append(point) }
    }
    return result
  }
}
