import ClusterModel
import Digest
import Quantities
import ResultTypes
import ScenarioTypes
import Synchronization

/// Keeps finished points from one execution to the next.
public protocol CapacityPointStore: Sendable {
  /// The point with a key, if there is one.
  func point(_ key: String) -> CapacityPoint?
  /// Keeps a point; answers false when it cannot.
  func keep(_ point: CapacityPoint) -> Bool
}

/// Why a study ended early.
public enum CapacityStop: Error, Sendable {
  /// The caller wanted no more.
  case stopped
  /// A point could not be kept.
  case notKept
  /// The scenario needs more than the model can hold.
  case model(ModelError)
  /// The audit of a point found violations: a bug, or a broken file.
  case audit([String])
}

/// Simulates points of a study, several at a time, and those that were kept before not again.
final class CapacityBench: Sendable {
  /// One run to make.
  struct Job: Hashable, Sendable {
    var variant: CapacityVariant
    var replication: Int
  }

  private struct State {
    var known: [Job: CapacityPoint] = [:]
    var order: [String] = []
    var done = 0
    var stop: CapacityStop?
  }

  let loaded: LoadedScenario
  let plateau: Plateau
  private let toolVersion: String
  private let threads: Int
  private let store: any CapacityPointStore
  private let goOn: @Sendable (CapacityProgress) -> Bool
  private let state = Mutex(State())

  init(
    _ loaded: LoadedScenario, plateau: Plateau, toolVersion: String, threads: Int,
    store: any CapacityPointStore, goOn: @escaping @Sendable (CapacityProgress) -> Bool
  ) {
    self.loaded = loaded
    self.plateau = plateau
    self.toolVersion = toolVersion
    self.threads = threads
    self.store = store
    self.goOn = goOn
  }

  /// Different points that the study has used so far.
  var count: Int { state.withLock { $0.known.count } }

  /// The points of the jobs, in their order.
  func points(_ jobs: [Job], step: String) throws(CapacityStop) -> [CapacityPoint] {
    var missing: [Job] = []
    for job in jobs where state.withLock({ $0.known[job] == nil }) {
      if let kept = store.point(key(job)) {
        state.withLock { $0.known[job] = kept }
        try check(kept)
      } else if !missing.contains(job) {
        missing.append(job)
      }
    }
    // The longest first, so that the last ones end together.
    missing.sort {
      ($1.variant.load, $0.variant.text, $0.replication)
        < ($0.variant.load, $1.variant.text, $1.replication)
    }
    try run(missing, step)
    return state.withLock { state in jobs.compactMap { state.known[$0] } }
  }

  private func check(_ point: CapacityPoint) throws(CapacityStop) {
    if !point.violations.isEmpty { throw .audit(point.violations) }
  }

  private func run(_ jobs: [Job], _ step: String) throws(CapacityStop) {
    guard !jobs.isEmpty else { return }
    let next = Mutex(0)
    let workers = min(threads, jobs.count)
    WorkerThreads.run(workers) {
      while true {
        let place = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard place < jobs.count, self.state.withLock({ $0.stop == nil }) else { return }
        self.run(jobs[place], step, threads: workers == 1 ? self.threads : 1)
      }
    }
    if let stop = state.withLock({ $0.stop }) { throw stop }
  }

  private func run(_ job: Job, _ step: String, threads: Int) {
    do throws(CapacityStop) {
      let point = try simulate(job, step, threads: threads)
      guard store.keep(point) else { throw .notKept }
      state.withLock {
        $0.known[job] = point
        $0.done += 1
      }
      try check(point)
    } catch {
      state.withLock { $0.stop = $0.stop ?? error }
    }
  }

  private func simulate(
    _ job: Job, _ step: String, threads: Int
  ) throws(CapacityStop) -> CapacityPoint {
    let result = try self.result(of: job, step, threads: threads)
    return CapacityMeasure.point(
      result, key: key(job), variant: words(job.variant), load: job.variant.load)
  }

  /// The whole result of one run.
  func result(
    of job: Job, _ step: String, threads: Int
  ) throws(CapacityStop) -> RunResult {
    var copy = loaded
    copy.scenario = job.variant.scenario(loaded.scenario, on: plateau)
    copy.scenario.seed = seed(job)
    return try result(of: copy, step, threads: threads)
  }

  /// The result of any scenario.
  func result(
    of loaded: LoadedScenario, _ step: String, threads: Int
  ) throws(CapacityStop) -> RunResult {
    let done = state.withLock { $0.done }
    let output: RunOutput
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: toolVersion)
      output = simulation.run(threads: threads) { progress in
        self.goOn(
          CapacityProgress(
            step: step, pointsDone: done,
            share: progress.simulatedSeconds / max(progress.totalSeconds, 1e-9)))
          && self.state.withLock { $0.stop == nil }
      }
    } catch {
      throw .model(error)
    }
    guard output.isComplete else { throw .stopped }
    return output.result
  }

  func seed(_ job: Job) -> UInt64 {
    SeedSequence.seed(loaded.scenario.seed, replication: job.replication)
  }

  /// Content, not name: what is simulated, and by which version.
  private func key(_ job: Job) -> String {
    let text = [
      "capacity point 1", toolVersion, loaded.digest, plateau.warmup.text, plateau.window.text,
      job.variant.text, "\(seed(job))",
    ].joined(separator: "\n")
    return SHA256.hexDigest(of: text.utf8)
  }

  /// What of a variant differs from the scenario.
  func words(_ variant: CapacityVariant) -> String {
    var words = ["load \(variant.load)"]
    for (index, tier) in loaded.scenario.tiers.enumerated() {
      if variant.nodes[index] != tier.nodes {
        words.append("\(tier.name) \(variant.nodes[index]) nodes")
      }
      if variant.servers[index] != tier.servers {
        words.append("\(tier.name) \(variant.servers[index]) servers")
      }
      if variant.service[index] != 1 {
        words.append("\(tier.name) service x\(variant.service[index])")
      }
    }
    switch variant.loss {
    case .nothing: break
    case .zone(let place): words.append("\(place.name) lost")
    case .nodes: words.append("a node of each tier lost")
    }
    return words.joined(separator: ", ")
  }
}
