import Experiments

/// Tells on standard error how far a study is.
struct CapacityReporter {
  private var line = StatusLine()
  private let start = ContinuousClock.now
  private var schedule: ProgressSchedule

  init() { schedule = ProgressSchedule(isTerminal: line.isTerminal) }

  /// Shows `progress` if a line is due.
  mutating func show(_ progress: CapacityProgress) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard schedule.isDue(at: seconds) else { return }
    let share = Int(100 * progress.share)
    let line =
      "\(ProgressText.clock(seconds))  \(progress.pointsDone) points  \(progress.step)  \(share) %"
    self.line.show(line)
  }

  /// Takes the line off the terminal.
  mutating func clear() { line.clear() }
}
