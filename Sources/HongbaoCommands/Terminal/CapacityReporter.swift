import Experiments

/// Tells on standard error how far a study is.
struct CapacityReporter {
  private let isTerminal = StandardStream.error.isTerminal
  private let start = ContinuousClock.now
  private var schedule: ProgressSchedule
  private var hasDrawn = false

  init() { schedule = ProgressSchedule(isTerminal: isTerminal) }

  /// Shows `progress` if a line is due.
  mutating func show(_ progress: CapacityProgress) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard schedule.isDue(at: seconds) else { return }
    let share = Int(100 * progress.share)
    let line =
      "\(ProgressText.clock(seconds))  \(progress.pointsDone) points  \(progress.step)  \(share) %"
    if isTerminal {
      StandardStream.error.tell("\r\(line.prefix(StandardStream.error.columns - 1))\u{1B}[K")
      hasDrawn = true
    } else {
      StandardStream.error.tell(line + "\n")
    }
  }

  /// Takes the line off the terminal.
  mutating func clear() {
    if hasDrawn { StandardStream.error.tell("\r\u{1B}[K") }
    hasDrawn = false
  }
}
