/// How fast a run is of late, and how long it will take at that pace.
///
/// Loads are uneven: what a second of the peak costs says little about the night after it. So only
/// the last quarter of the time counts, and ten seconds at least, so that a line does not jump.
package struct ProgressPace: Sendable {
  private struct Mark {
    var wall: Double
    var simulated: Double
    var events: UInt64
  }

  package static let shortestWindow = 10.0

  private var marks: [Mark] = []

  package init() {}

  /// Notes how far the run is `wallSeconds` after the start; the first note is where it began.
  package mutating func note(wallSeconds: Double, simulatedSeconds: Double, events: UInt64) {
    marks.append(Mark(wall: wallSeconds, simulated: simulatedSeconds, events: events))
    let window = max(Self.shortestWindow, wallSeconds / 4)
    let first = marks.lastIndex { wallSeconds - $0.wall >= window } ?? 0
    marks.removeFirst(first)
  }

  /// Events per wall second; nil before two notes.
  package var eventsPerSecond: Double? {
    rate { Double($1.events) - Double($0.events) }
  }

  /// Wall seconds until `totalSeconds` are simulated; nil when nobody can tell yet.
  package func secondsLeft(totalSeconds: Double) -> Double? {
    guard let rate = rate({ $1.simulated - $0.simulated }), rate > 0, let last = marks.last else {
      return nil
    }
    return max(totalSeconds - last.simulated, 0) / rate
  }

  private func rate(_ difference: (Mark, Mark) -> Double) -> Double? {
    guard let first = marks.first, let last = marks.last, last.wall > first.wall else { return nil }
    return difference(first, last) / (last.wall - first.wall)
  }
}
