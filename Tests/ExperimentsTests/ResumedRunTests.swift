import ClusterModel
import Experiments
import Quantities
import ResultTypes
import ScenarioTypes
import Synchronization
import TestSupport
import Testing

@Suite struct `A steady run that is resumed` {
  /// States at each border of a run, and its output.
  private func states(_ plan: ReplicationPlan) throws -> (states: [[UInt8]], result: RunResult) {
    let states = Mutex<[[UInt8]]>([])
    let output = try ReplicationRunner(plan).run(atBorder: { simulation in
      let state = simulation.checkpoint()
      states.withLock { $0.append(state) }
    })
    return (states.withLock { $0 }, output.result)
  }

  @Test(arguments: [false, true])
  func `it has the same intervals of its batches`(detectsWarmup: Bool) throws {
    let plan = ReplicationPlan(
      loaded: ReplicationTests().loaded(), toolVersion: "0", detectsWarmup: detectsWarmup)
    let (states, result) = try states(plan)
    #expect(result.statistics?.metrics.isEmpty == false)
    #expect(states.count > 30)
    for place in [0, states.count / 3, states.count / 2, states.count - 1] {
      let resumed = try ReplicationRunner(plan).run(from: { states[place] })
      #expect(resumed.result == result, "from state \(place)")
    }
  }

  @Test func `it does not go on from the state of another scenario`() throws {
    let tests = ReplicationTests()
    let (states, _) = try states(ReplicationPlan(loaded: tests.loaded(), toolVersion: "0"))
    let other = ReplicationPlan(
      loaded: tests.loaded { $0.scenario.duration = .seconds(3000) }, toolVersion: "0")
    let failure = #expect(throws: RunFailure.self) {
      _ = try ReplicationRunner(other).run(from: { states[1] })
    }
    guard case .checkpoint(let error) = failure else {
      Issue.record("no error of a checkpoint: \(String(describing: failure))" as Comment)
      return
    }
    #expect(!error.isDamaged)
  }
}
