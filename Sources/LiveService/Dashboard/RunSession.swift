import ClusterModel
import Foundation
import Quantities
import ResultTypes
import ScenarioTypes
import Synchronization

/// One run of the dashboard: a thread that steps a simulation as it is asked to and tells the feed.
final class RunSession: Sendable {
  /// What other threads ask and see.
  private struct Shared {
    var wishes: [RunWish] = []
    var state: RunState
    var rows: [RunRow] = []
    var isOver = false
  }

  let number: Int
  let loaded: LoadedScenario
  /// Written into results.
  private let toolVersion: String
  private let feed: LiveFeed
  private let save: @Sendable (FinishedRun) -> String?
  /// The line that makes the result again, where there is one.
  private let command: String
  private let shared: Mutex<Shared>
  private let wake = DispatchSemaphore(value: 0)

  /// Rows kept for pages that come later.
  private static let keptRows = 3600
  /// Wall nanoseconds between two states.
  private static let statePeriod: Int64 = 250_000_000

  /// - Parameters:
  ///   - speed: simulated by real seconds; nil: as fast as it can.
  ///   - command: the line that makes the result again.
  ///   - save: stores an undisturbed run that is complete; answers where.
  init(
    number: Int, _ loaded: LoadedScenario, toolVersion: String, speed: Double?, feed: LiveFeed,
    command: String, save: @escaping @Sendable (FinishedRun) -> String?
  ) {
    self.number = number
    self.loaded = loaded
    self.toolVersion = toolVersion
    self.feed = feed
    self.command = command
    self.save = save
    shared = Mutex(
      Shared(
        state: RunState(
          run: number, phase: .running, title: loaded.scenario.name, path: loaded.file,
          speed: speed, simulatedSeconds: 0, totalSeconds: loaded.scenario.duration.seconds,
          events: 0, eventsPerWallSecond: 0, pace: 0, remainingSeconds: nil, lagMilliseconds: 0,
          funnel: [],
          money: nil,
          faults: [], requestRecords: 0, stored: nil, objectives: [], violations: [])))
  }

  /// Builds the cluster and begins.
  ///
  /// - Throws: `ModelError` when the model cannot hold the scenario.
  func begin() throws(ModelError) {
    // Built once here to hear of errors at once: a thread cannot throw.
    _ = try InteractiveSimulation(loaded, toolVersion: toolVersion)
    let thread = Thread { [self] in run() }
    thread.name = "run \(number)"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Hands a wish to the run.
  func ask(_ wish: RunWish) {
    shared.withLock { $0.wishes.append(wish) }
    wake.signal()
  }

  var isOver: Bool { shared.withLock { $0.isOver } }
  var state: RunState { shared.withLock { $0.state } }
  var rows: [RunRow] { shared.withLock { $0.rows } }

  // MARK: The thread

  private func run() {
    guard var simulation = try? InteractiveSimulation(loaded, toolVersion: toolVersion) else {
      shared.withLock { shared in
        shared.state.phase = .stopped
        shared.isOver = true
      }
      return
    }
    var pace = RunPace(speed: state.speed)
    var phase = RunPhase.running
    var stepEnd: Int64?
    var told: Int64 = 0
    var toldInterval = -1
    while phase == .running || phase == .paused {
      for wish in takeWishes() {
        obey(wish, &simulation, &pace, &phase, &stepEnd)
      }
      if phase == .running {
        let target = min(pace.target(from: simulation.reached), stepEnd ?? .max)
        simulation.advance(to: target)
        if let end = stepEnd, simulation.reached >= end {
          stepEnd = nil
          phase = .paused
        }
        if simulation.isOver { phase = .finished }
      }
      let now = TwinClock.now()
      pace.note(simulation.reached, simulation.events, at: now)
      publishRows(&simulation, after: &toldInterval)
      if now - told > Self.statePeriod || phase != state.phase {
        told = now
        publish(simulation, pace, phase)
      }
      rest(phase, pace)
    }
    conclude(&simulation, pace, phase)
  }

  private func takeWishes() -> [RunWish] {
    shared.withLock { shared in
      defer { shared.wishes = [] }
      return shared.wishes
    }
  }

  private func obey(
    _ wish: RunWish, _ simulation: inout InteractiveSimulation, _ pace: inout RunPace,
    _ phase: inout RunPhase, _ stepEnd: inout Int64?
  ) {
    // Who stops it has the last word, whatever others ask at the same time.
    if phase == .stopped { return }
    switch wish {
    case .pause: phase = .paused
    case .resume:
      phase = .running
      stepEnd = nil
      pace.begin(at: simulation.reached)
    case .step(let length):
      phase = .running
      stepEnd = simulation.reached + max(length, 1)
      pace.begin(at: simulation.reached)
    case .speed(let speed):
      pace.speed = speed
      pace.begin(at: simulation.reached)
    case .inject(let fault):
      simulation.inject(fault.kind, lasts: fault.lasts, text: fault.text)
      pace.isDisturbed = true
    case .lift(let number):
      // Also one of the scenario's own: without its end the run is another one.
      if simulation.lift(number) { pace.isDisturbed = true }
    case .stop: phase = .stopped
    }
  }

  /// Tells of every interval that has come to its end.
  private func publishRows(
    _ simulation: inout InteractiveSimulation, after told: inout Int
  ) {
    let last = simulation.lastInterval
    while told < last {
      told += 1
      let row = RunRow(run: number, simulation.snapshot(of: told))
      feed.publish(.rows, JSONText.bytes(row))
      shared.withLock { shared in
        shared.rows.append(row)
        if shared.rows.count > Self.keptRows { shared.rows.removeFirst(Self.keptRows / 2) }
      }
    }
  }

  private func publish(
    _ simulation: borrowing InteractiveSimulation, _ pace: RunPace, _ phase: RunPhase
  ) {
    let snapshot = simulation.snapshot()
    let funnel = simulation.funnel()
    let state = shared.withLock { shared in
      shared.state.phase = phase
      shared.state.speed = pace.speed
      shared.state.simulatedSeconds = snapshot.simulatedSeconds
      shared.state.events = snapshot.events
      shared.state.eventsPerWallSecond = phase == .running ? pace.eventsPerSecond : 0
      shared.state.pace = phase == .running ? pace.simulatedPerSecond : 0
      let left = snapshot.totalSeconds - snapshot.simulatedSeconds
      shared.state.remainingSeconds =
        phase == .running && pace.simulatedPerSecond > 0 ? left / pace.simulatedPerSecond : nil
      shared.state.lagMilliseconds = phase == .running ? pace.lagMilliseconds : 0
      shared.state.funnel = funnel
      shared.state.money = snapshot.money
      shared.state.faults = snapshot.faults
      shared.state.requestRecords = snapshot.requestRecords
      return shared.state
    }
    feed.publish(.state, JSONText.bytes(state))
  }

  /// Sleeps until there is something to do.
  private func rest(_ phase: RunPhase, _ pace: RunPace) {
    switch phase {
    case .running:
      if pace.isAhead { _ = wake.wait(timeout: .now() + .milliseconds(5)) }
    case .paused: _ = wake.wait(timeout: .now() + .milliseconds(250))
    case .finished, .stopped: break
    }
  }

  private func conclude(
    _ simulation: inout InteractiveSimulation, _ pace: RunPace, _ phase: RunPhase
  ) {
    publish(simulation, pace, phase)
    let output = simulation.finish()
    // A result that was disturbed by hand is nobody's to make again.
    let isWorthIt = phase == .finished && !pace.isDisturbed
    let stored =
      isWorthIt
      ? save(FinishedRun(output: output, command: command, wallSeconds: pace.wallSeconds)) : nil
    let state = shared.withLock { shared in
      shared.state.stored = stored
      if phase == .finished {
        shared.state.funnel = output.result.funnel
        shared.state.objectives = output.result.objectives
      }
      shared.state.violations = output.result.audit.violations
      shared.isOver = true
      return shared.state
    }
    feed.publish(.state, JSONText.bytes(state))
  }
}
