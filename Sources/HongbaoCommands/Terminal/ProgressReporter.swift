import ClusterModel
import Experiments

/// Tells on standard error how far a run is.
struct ProgressReporter {
  private let isTerminal = StandardStream.error.isTerminal
  private let start = ContinuousClock.now
  private var schedule: ProgressSchedule
  private var pace = ProgressPace()
  private var hasBegun = false
  private var hasDrawn = false

  init() { schedule = ProgressSchedule(isTerminal: isTerminal) }

  /// Shows `progress` if a line is due.
  mutating func show(_ progress: ReplicationRunner.Progress) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let isDue = schedule.isDue(at: seconds)
    if let run = progress.run, isDue || !hasBegun {
      pace.note(
        wallSeconds: seconds, simulatedSeconds: run.simulatedSeconds, events: run.events)
    }
    hasBegun = true
    guard isDue else { return }
    let line: String
    if let run = progress.run {
      line = ProgressText.line(
        simulatedSeconds: run.simulatedSeconds, totalSeconds: run.totalSeconds,
        eventsPerSecond: pace.eventsPerSecond ?? 0,
        secondsLeft: pace.secondsLeft(totalSeconds: run.totalSeconds))
    } else {
      line = ProgressText.line(
        replications: progress.done, planned: progress.planned, events: progress.events,
        wallSeconds: seconds)
    }
    if isTerminal {
      // Back to the first column, the line cut to the window, the rest of the row erased.
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
