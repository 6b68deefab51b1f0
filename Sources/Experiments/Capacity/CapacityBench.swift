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
  /// A point alone would need more memory than there is.
  case memory(point: String, bytes: Int64, limit: Int64)
  /// The audit of a point found violations: a bug, or a broken file.
  case audit([String])
}

/// Simulates points of a study, several at a time, and those that were kept before not again: on
/// threads of this process, on other ranks, or side by side with other shards.
final class CapacityBench: Sendable {
  /// One run to make.
  struct Job: Hashable, Sendable {
    var variant: CapacityVariant
    var replication: Int
  }

  private struct State {
    var known: [Job: CapacityPoint] = [:]
    /// What the study has asked for; not all that is known.
    var used: Set<Job> = []
    var done = 0
    /// Of the point that told last.
    var share = 0.0
    var stop: CapacityStop?
  }

  let loaded: LoadedScenario
  let plateau: Plateau
  private let toolVersion: String
  let threads: Int
  private let spreading: CapacitySpreading
  let room: CapacityRoom
  let store: any CapacityPointStore
  private let goOn: @Sendable (CapacityProgress) -> Bool
  private let state = Mutex(State())

  init(
    _ loaded: LoadedScenario, plateau: Plateau, toolVersion: String, options: CapacityOptions,
    store: any CapacityPointStore, goOn: @escaping @Sendable (CapacityProgress) -> Bool
  ) {
    self.loaded = loaded
    self.plateau = plateau
    self.toolVersion = toolVersion
    threads = options.threads
    spreading = options.spreading
    room = CapacityRoom(limit: options.memoryLimit)
    self.store = store
    self.goOn = goOn
  }

  /// Different points that the study has used so far.
  var count: Int { state.withLock { $0.used.count } }

  /// How many points can be simulated at the same time.
  private var hands: Int {
    switch spreading {
    case .here: threads
    case .ranks(let crew): crew.hands
    case .shard(let shard, _): threads * shard.count
    }
  }

  /// The points of the jobs, in their order.
  ///
  /// - Parameter likely: those that may be asked for next; hands that would be idle simulate them
  ///   ahead, the first ones first.
  func points(
    _ jobs: [Job], likely: [Job] = [], step: String
  ) throws(CapacityStop) -> [CapacityPoint] {
    state.withLock { $0.used.formUnion(jobs) }
    var missing: [Job] = []
    for job in jobs where state.withLock({ $0.known[job] == nil }) {
      if let kept = store.point(key(job)) {
        try learn(job, kept)
      } else if !missing.contains(job) {
        missing.append(job)
      }
    }
    // The longest first, so that the last ones end together.
    missing.sort {
      ($1.variant.load, $0.variant.text, $0.replication)
        < ($0.variant.load, $1.variant.text, $1.replication)
    }
    if !missing.isEmpty { missing = ahead(of: missing, likely) }
    try run(missing, step)
    return state.withLock { state in jobs.compactMap { state.known[$0] } }
  }

  /// The jobs, and as many of the likely ones as there are idle hands. One idle hand alone does
  /// better as a second thread of a point that is wanted.
  private func ahead(of jobs: [Job], _ likely: [Job]) -> [Job] {
    guard hands - jobs.count > 1 else { return jobs }
    var all = jobs
    for job in likely {
      guard all.count < hands else { break }
      if all.contains(job) || state.withLock({ $0.known[job] != nil }) { continue }
      if store.point(key(job)) == nil, fits(job) { all.append(job) }
    }
    return all
  }

  private func run(_ jobs: [Job], _ step: String) throws(CapacityStop) {
    guard !jobs.isEmpty else { return }
    switch spreading {
    case .here:
      let workers = try places(for: jobs, wanted: min(threads, jobs.count), step)
      WorkerThreads.each(jobs, on: workers, while: { self.mayGoOn }) { job in
        self.run(job, step, threads: workers == 1 ? self.threads : 1)
      }
    case .ranks(let crew): spread(jobs, over: crew, step)
    case .shard(let shard, let claims):
      let fairShare = (jobs.count - 1) / shard.count + 1
      let workers = try places(for: jobs, wanted: min(threads, fairShare), step)
      share(jobs, as: shard, claims, workers, step)
    }
    if let stop = state.withLock({ $0.stop }) { throw stop }
  }

  /// Simulates a point and keeps it.
  func run(_ job: Job, _ step: String, threads: Int) {
    do throws(CapacityStop) {
      try keep(job, simulate(job, step, threads: threads))
    } catch {
      end(error)
    }
  }

  func simulate(
    _ job: Job, _ step: String, threads: Int
  ) throws(CapacityStop) -> CapacityPoint {
    let result = try self.result(of: job, step, threads: threads)
    return CapacityMeasure.point(
      result, key: key(job), variant: words(job.variant), load: job.variant.load)
  }

  /// Takes a point that this execution has made.
  func keep(_ job: Job, _ point: CapacityPoint) throws(CapacityStop) {
    guard store.keep(point) else { throw .notKept }
    state.withLock { $0.done += 1 }
    try learn(job, point)
  }

  /// Takes a point that was kept.
  func learn(_ job: Job, _ point: CapacityPoint) throws(CapacityStop) {
    state.withLock { $0.known[job] = point }
    if !point.violations.isEmpty { throw .audit(point.violations) }
  }

  /// Notes why the study ends; the first reason counts.
  func end(_ stop: CapacityStop) { state.withLock { $0.stop = $0.stop ?? stop } }

  /// False once the study is to end.
  var mayGoOn: Bool { state.withLock { $0.stop == nil } }

  /// Tells that the study goes on, also where nothing is simulated here; answers whether it may.
  ///
  /// - Parameter share: how far a point is; nil when there is nothing new.
  func tell(_ step: String, share: Double? = nil) -> Bool {
    let (done, share) = state.withLock { state in
      state.share = share ?? state.share
      return (state.done, state.share)
    }
    if !goOn(CapacityProgress(step: step, pointsDone: done, share: share)) { end(.stopped) }
    if case .ranks(let crew) = spreading, crew.isStopped { return false }
    return mayGoOn
  }

  /// The whole result of one run.
  func result(
    of job: Job, _ step: String, threads: Int
  ) throws(CapacityStop) -> RunResult {
    var copy = loaded
    copy.scenario = job.variant.scenario(loaded.scenario, on: plateau)
    _ = try places(for: copy, job.variant, wanted: 1, step)
    copy.scenario.seed = seed(job)
    return try simulated(copy, step, threads: threads)
  }

  /// The result of any scenario.
  func result(
    of loaded: LoadedScenario, _ step: String, threads: Int
  ) throws(CapacityStop) -> RunResult {
    _ = try places(for: loaded, nil, wanted: 1, step)
    return try simulated(loaded, step, threads: threads)
  }

  private func simulated(
    _ loaded: LoadedScenario, _ step: String, threads: Int
  ) throws(CapacityStop) -> RunResult {
    let output: RunOutput
    do throws(ModelError) {
      var simulation = try ClusterSimulation(loaded, toolVersion: toolVersion)
      output = simulation.run(threads: threads) { progress in
        self.tell(step, share: progress.simulatedSeconds / max(progress.totalSeconds, 1e-9))
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
  func key(_ job: Job) -> String {
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
    if variant.stretch > 1 { words.append("\(variant.stretch) times as long") }
    switch variant.loss {
    case .nothing: break
    case .zone(let place): words.append("\(place.name) lost")
    case .nodes: words.append("a node of each tier lost")
    }
    return words.joined(separator: ", ")
  }
}
