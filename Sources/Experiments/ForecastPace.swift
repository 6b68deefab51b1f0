import ClusterModel
import ScenarioTypes

/// How long an event takes on this machine, when it is idle.
///
/// On one thread that is processor time, in which other work of the machine does not show. Several
/// threads wait for each other, so that only the clock tells: stretches of a few milliseconds are
/// timed, and a quick one of them counts, in which nobody was held up. What comes out is never
/// beyond one thread's time, nor below its equal part: a machine so busy that no stretch was quiet
/// gives one of the two.
struct ForecastPace {
  /// Seconds of an event; nil when nothing happened.
  private(set) var seconds: Double?
  /// Threads that the run will use: 1 where it cannot be cut.
  private(set) var threads = 1

  /// Wall seconds of a stretch.
  private static var stretch: Double { 0.01 }
  /// The share of stretches that are quicker than the one that counts.
  private static var rank: Double { 0.25 }
  /// A machine that gives less than this part of a core is not waited for.
  private static var leastPart: Double { 0.25 }

  /// - Parameters:
  ///   - parts: of the run to come, for batch means.
  ///   - threads: of the run to come.
  ///   - effort: processor seconds on one thread, and wall seconds on several.
  ///   - known: seconds of an event on one thread, where that was measured already.
  init(
    _ loaded: LoadedScenario, parts: Int, threads: Int, effort: Double, known: Double?,
    mayGoOn: () -> Bool
  ) throws(ModelError) {
    seconds = known
    if known == nil {
      seconds = try Self.alone(loaded, parts: parts, effort: effort, mayGoOn: mayGoOn)
    }
    guard threads > 1, parts == 0, let alone = seconds else { return }
    var simulation = try ClusterSimulation(loaded, toolVersion: "forecast")
    let pieces = simulation.partitions(on: threads)
    guard pieces > 1 else { return }
    var stretches: [Double] = []
    let start = ContinuousClock.now
    var last = (events: 0.0, wall: 0.0)
    _ = simulation.run(
      threads: threads,
      progress: { progress in
        let wall = (ContinuousClock.now - start) / .seconds(1)
        let events = Double(progress.events)
        if wall - last.wall >= Self.stretch, events > last.events {
          stretches.append((wall - last.wall) / (events - last.events))
          last = (events, wall)
        }
        return mayGoOn() && wall < effort
      })
    self.threads = min(threads, pieces)
    stretches.sort()
    let quick = stretches.isEmpty ? alone : stretches[Int(Double(stretches.count) * Self.rank)]
    seconds = min(max(quick, alone / Double(self.threads)), alone)
  }

  /// Processor seconds of an event on one thread: of the first moments at full size.
  private static func alone(
    _ loaded: LoadedScenario, parts: Int, effort: Double, mayGoOn: () -> Bool
  ) throws(ModelError) -> Double? {
    var simulation = try ClusterSimulation(loaded, toolVersion: "forecast")
    let start = ContinuousClock.now
    let begin = ProcessorClock.thread
    var spent = 0.0
    var events = 0.0
    _ = simulation.run(
      parts: parts,
      progress: { progress in
        events = Double(progress.events)
        spent = ProcessorClock.thread - begin
        let wall = (ContinuousClock.now - start) / .seconds(1)
        return mayGoOn() && spent < effort && wall * leastPart < effort
      })
    return events > 0 ? spent / events : nil
  }
}
