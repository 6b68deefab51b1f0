/// When progress is shown: not in the first two seconds, then often on a terminal and now and then
/// elsewhere.
package struct ProgressSchedule: Sendable {
  /// Seconds before the first line: short runs stay silent.
  package static let silence = 2.0

  /// Seconds between two lines.
  let interval: Double
  private var next = ProgressSchedule.silence

  package init(isTerminal: Bool) {
    interval = isTerminal ? 0.2 : 5
  }

  /// True when a line is due `seconds` after the start; then the next one is due an interval later.
  package mutating func isDue(at seconds: Double) -> Bool {
    guard seconds >= next else { return false }
    next = seconds + interval
    return true
  }
}
