import ClusterModel
import Experiments

/// Tells on standard error how far a run is.
struct ProgressReporter {
  private var line = StatusLine()
  private let start = ContinuousClock.now
  private var schedule: ProgressSchedule
  private var pace = ProgressPace()
  private var hasBegun = false

  init() { schedule = ProgressSchedule(isTerminal: line.isTerminal) }

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
    self.line.show(line)
  }

  /// Takes the line off the terminal.
  mutating func clear() { line.clear() }
}
