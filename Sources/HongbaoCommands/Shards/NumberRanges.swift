/// Rising whole numbers as short text.
enum NumberRanges {
  /// `0, 3-5, 9`; beyond twelve parts the rest is only counted.
  static func text(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let parts = ranges.prefix(12).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    let more = ranges.dropFirst(12).reduce(0) { $0 + $1.count }
    return parts.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
