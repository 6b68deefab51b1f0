/// Lines as SVG path data: relative, rounded to a tenth of a pixel, with gaps where values miss.
enum ChartPath {
  /// A point in tenths of a pixel.
  private struct Point: Equatable {
    var x: Int
    var y: Int

    init(_ x: Double, _ y: Double) {
      self.x = Int((x * 10).rounded())
      self.y = Int((y * 10).rounded())
    }
  }

  /// Path data of points given in pixels; nil is a gap. A lone point becomes a short stroke.
  static func data(_ points: [(x: Double, y: Double)?]) -> String {
    var text = ""
    var last: Point?
    var segment = 0
    func finishSegment() {
      if segment == 1 { text.append("h.1") }
      segment = 0
    }
    for point in points {
      guard let point else {
        finishSegment()
        last = nil
        continue
      }
      let next = Point(point.x, point.y)
      if let previous = last {
        text.append("l" + tenths(next.x - previous.x) + joined(next.y - previous.y))
      } else {
        finishSegment()
        text.append("M" + tenths(next.x) + joined(next.y))
      }
      last = next
      segment += 1
    }
    finishSegment()
    return text
  }

  /// The smallest and the largest value of each bucket in their order, so that a spike of one
  /// interval stays; the values themselves when there are few.
  static func decimated(
    _ values: [Double?], times: [Double], buckets: Int
  ) -> [(time: Double, value: Double?)] {
    guard values.count > 2 * buckets, buckets > 0 else {
      return zip(times, values).map { (time: $0, value: $1) }
    }
    var result: [(time: Double, value: Double?)] = []
    for bucket in 0..<buckets {
      let range = bucket * values.count / buckets..<(bucket + 1) * values.count / buckets
      let present = range.compactMap { index in values[index].map { (index, $0) } }
      guard let least = present.min(by: { $0.1 < $1.1 }),
        let most = present.max(by: { $0.1 < $1.1 })
      else {
        result.append((times[range.lowerBound], nil))
        continue
      }
      for (index, value) in least.0 <= most.0 ? [least, most] : [most, least] {
        result.append((times[index], value))
      }
    }
    return result
  }

  /// A length in pixels with at most one decimal.
  static func pixels(_ value: Double) -> String { tenths(Int((value * 10).rounded())) }

  private static func tenths(_ value: Int) -> String {
    let sign = value < 0 ? "-" : ""
    let whole = value.magnitude / 10
    let rest = value.magnitude % 10
    if rest == 0 { return sign + String(whole) }
    return sign + (whole == 0 ? "" : String(whole)) + "." + String(rest)
  }

  private static func joined(_ value: Int) -> String {
    (value < 0 ? "" : " ") + tenths(value)
  }
}
