import ResultTypes

/// How a report writes the time of a run: in seconds, or, for runs from ten minutes on, by the
/// clock if the scenario says when it starts, and in minutes and hours if it does not.
struct TimeAxis {
  /// Where a label stands.
  struct Tick {
    var seconds: Double
    var text: String
  }

  let end: Double
  /// Seconds since midnight at the start; nil when the scenario has none.
  private let clockAtStart: Int?

  init(end: Double, start: String?) {
    self.end = end
    clockAtStart = start.flatMap(TimeAxis.secondOfDay)
  }

  /// Shorter runs are written in seconds.
  private static let shortest = 600.0
  /// Distances of labels that suit a clock, in seconds.
  private static let steps = [
    60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800,
    604_800, 2_592_000, 31_536_000,
  ]

  private var isLong: Bool { end >= TimeAxis.shortest }

  /// The labels of an axis, at most nine or so.
  var ticks: [Tick] {
    guard isLong else {
      return ChartScale.time(end: end).ticks.map {
        Tick(seconds: $0, text: NumberText.tick($0) + " s")
      }
    }
    let step = TimeAxis.steps.first { end / Double($0) <= 9 } ?? 315_360_000
    // On round clock times, where there is a clock and more than one of them.
    let offset = step < 86_400 ? (clockAtStart ?? 0) % step : 0
    var ticks: [Tick] = []
    var second = offset == 0 ? 0 : step - offset
    while Double(second) <= end {
      ticks.append(Tick(seconds: Double(second), text: text(of: second, step: step)))
      second += step
    }
    return ticks
  }

  /// A moment in a table: seconds, or a clock time.
  func text(_ seconds: Double) -> String {
    guard isLong else { return NumberText.short(seconds) }
    return text(of: Int(seconds.rounded()), step: end > 172_800 ? 86_400 : 1)
  }

  /// What the moments of a table are.
  var unit: String {
    guard isLong else { return "seconds" }
    return clockAtStart == nil || end > 172_800 ? "time" : "clock"
  }

  private func text(of second: Int, step: Int) -> String {
    if let clockAtStart, end <= 172_800 {
      let inDay = (clockAtStart + second) % 86_400
      let minutes = TimeAxis.two(inDay / 3600) + ":" + TimeAxis.two(inDay / 60 % 60)
      return inDay % 60 == 0 ? minutes : minutes + ":" + TimeAxis.two(inDay % 60)
    }
    if second == 0 { return "0" }
    if step >= 86_400 { return NumberText.tick(Double(second) / 86_400) + " d" }
    return NumberText.seconds(Double(second))
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// `00:10:00` of `2017-01-27T00:10:00+08:00`.
  private static func secondOfDay(_ start: String) -> Int? {
    let fields = start.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
    return fields.count == 3 ? fields[0] * 3600 + fields[1] * 60 + fields[2] : nil
  }
}
