import ClusterModel
import Glibc
import Quantities
import ResultTypes
import ScenarioTypes

/// What a run would be: how many requests and events, how much memory, how long.
///
/// Found by experiment: the whole scenario is run with a share of its people on a share of its
/// machines (`Thinning`), and then its first moments at full size, for the time of one event on
/// this machine (`ForecastPace`). A small scenario is simply run. What else the machine has to do
/// meanwhile is left out: the time is that of a run which has it for itself.
public struct Forecast: Sendable {
  /// First tries by kind, in the order of `RequestKind.allCases`; kinds that nobody sends are left
  /// out.
  public var requests: [(kind: RequestKind, count: Double)] = []
  /// Packets posted.
  public var packets = 0.0
  /// Happenings in the model, as `events` of a result.
  public var events = 0.0
  /// The largest resident memory of the process.
  public var memoryBytes: Int64 = 0
  /// Seconds of the run; nil when it was not to be measured.
  public var wallSeconds: Double?
  /// Threads that the run will use; 1 where it cannot be cut into partitions.
  public var threads = 1
  /// The share of the scenario that was run to know it; 1: all of it.
  public var share = 1.0
  /// The part of the duration that was run; 1: to the end.
  public var part = 1.0

  /// How much is run to know more.
  public struct Effort: Sendable {
    /// Requests of the thinned run, about.
    public var requests: Double
    /// Wall seconds after which it is cut short.
    public var seconds: Double
    /// Seconds at full size, on one thread and again on several; nil: the time is not measured.
    public var speedSeconds: Double?

    public init(requests: Double, seconds: Double, speedSeconds: Double?) {
      self.requests = requests
      self.seconds = seconds
      self.speedSeconds = speedSeconds
    }

    /// A few seconds.
    public static let thorough = Effort(requests: 250_000, seconds: 6, speedSeconds: 1)
    /// Below a second: only whether the memory is enough.
    public static let quick = Effort(requests: 40_000, seconds: 2, speedSeconds: nil)
  }

  /// What a process has before anything is simulated, and what results and reports take at the end.
  static let baseBytes: Int64 = 36 << 20
  /// Parts of what requests and packets need that partitions have twice: who asks and who answers
  /// keep a request, each for its time. Measured at the peak and above it.
  private static let sharedTwice = 0.3

  /// Memory that is there from the start whatever happens: the columns of nodes and intervals.
  public static func leastMemory(_ scenario: Scenario) -> Int64 {
    baseBytes + MemoryUse.fixedBytes(scenario)
  }

  /// An upper bound of the memory without any simulation: as if no request ever ended.
  public static func mostMemory(_ scenario: Scenario) -> Double {
    let load = ExpectedLoad(scenario)
    let bytes = 2 * MemoryUse.requestBytes(of: scenario) + MemoryUse.eventBytes
    let requests = load.requests * Double(bytes)
    let packets = load.packets * Double(MemoryUse.packetBytes + 4 * MemoryUse.entryBytes)
    return Double(leastMemory(scenario)) + requests + packets
  }

  /// Makes the forecast.
  ///
  /// - Parameters:
  ///   - plan: the run to come, or one of the runs.
  ///   - mayGoOn: asked now and then; false cuts it short.
  /// - Throws: `ModelError` when the scenario needs more than the model can hold.
  public init(
    _ plan: ReplicationPlan, effort: Effort, mayGoOn: () -> Bool = { true }
  ) throws(ModelError) {
    let start = ProcessorClock.process
    let loaded = plan.loaded
    let load = ExpectedLoad(loaded.scenario)
    if Thinning.isPossible(loaded.scenario) {
      share = min(1, effort.requests / max(load.requests, 1))
      if share > 0.4 { share = 1 }
    }
    let (pilot, output) = try run(plan, effort: effort, mayGoOn: mayGoOn)
    let scale = 1 / share / part
    events = Double(output.result.events) * scale
    packets = Double(output.result.audit.packets) * scale
    requests = RequestKind.allCases.compactMap { kind in
      output.result.requests[kind.name].map { (kind, Double($0.firstTries) * scale) }
    }
    var bytes = pilot.bytes(share)
    memoryBytes = Self.leastMemory(loaded.scenario)
    if let seconds = effort.speedSeconds {
      let isWhole = share == 1 && part == 1 && events > 0
      let pace = try ForecastPace(
        loaded, parts: plan.parts, threads: plan.isOfOneRun ? plan.threads : 1, effort: seconds,
        known: isWhole ? pilot.seconds / events : nil, mayGoOn: mayGoOn)
      wallSeconds = pace.seconds.map { start + events * $0 }
      threads = pace.threads
    }
    if pilot.partitions > 1 {
      bytes *= 1 + Self.sharedTwice
      memoryBytes += Int64(pilot.partitions - 1) * MemoryUse.partitionBytes(loaded.scenario)
    }
    memoryBytes += Int64(bytes)
  }

  /// What the thinned run has needed at most.
  private struct Pilot {
    var pending = 0
    /// Processor seconds, of building it too.
    var seconds = 0.0
    var requestBytes: Int
    var memory: MemoryUse
    /// Of the run to come.
    var partitions = 1

    /// Bytes of the whole of which this was a share.
    func bytes(_ share: Double) -> Double {
      Self.grown(memory.requests, share, requestBytes)
        + Self.grown(memory.packets, share, MemoryUse.packetBytes)
        + Self.grown(memory.entries, share, MemoryUse.entryBytes)
        + Double(pending * MemoryUse.eventBytes) / share
    }

    /// Columns double. While they do, the old ones, which are full, and their copy are there: as
    /// much as there is room for afterwards, which is more than is used then.
    private static func grown(_ count: Int, _ share: Double, _ size: Int) -> Double {
      exp2(ceil(log2(max(Double(count) / share, 1)))) * Double(size)
    }
  }

  /// Runs the thinned scenario.
  private mutating func run(
    _ plan: ReplicationPlan, effort: Effort, mayGoOn: () -> Bool
  ) throws(ModelError) -> (Pilot, RunOutput) {
    let loaded = plan.loaded
    var thinned = loaded
    if share < 1 { thinned.scenario = Thinning(scenario: loaded.scenario, share: share).thinned }
    let begin = ProcessorClock.thread
    var simulation = try ClusterSimulation(thinned, toolVersion: "forecast")
    var pilot = Pilot(requestBytes: simulation.requestBytes, memory: simulation.memory)
    if plan.isOfOneRun, plan.parts == 0 {
      pilot.partitions = simulation.partitions(on: plan.threads, share: share)
    }
    let start = ContinuousClock.now
    var reached = 0.0
    var lastLook = -1.0
    let total = loaded.scenario.duration.seconds
    let output = simulation.run(
      parts: share < 1 ? 0 : plan.parts,
      progress: { progress in
        reached = progress.simulatedSeconds
        return mayGoOn() && ContinuousClock.now - start < .seconds(effort.seconds)
      },
      atBorder: { simulation in
        // The calendar is walked through a hundred times at most.
        guard reached - lastLook >= total / 100 else { return }
        lastLook = reached
        pilot.pending = max(pilot.pending, simulation.countPending())
      })
    pilot.memory = simulation.memory
    pilot.seconds = ProcessorClock.thread - begin
    part = output.isComplete ? 1 : max(reached / total, 1e-9)
    return (pilot, output)
  }
}
