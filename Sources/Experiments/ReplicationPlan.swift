import ClusterModel
import ScenarioTypes

/// What is run how often.
public struct ReplicationPlan: Sendable {
  public var loaded: LoadedScenario
  public var toolVersion: String
  /// Replications without a demand for precision; at least 1.
  public var replications: Int
  /// On each rank.
  public var threads: Int
  /// The processes that share the work; rank 0 has the result.
  public var ranks: any RankGroup
  /// MSER-5 decides where the statistics of each metric begin.
  public var detectsWarmup: Bool
  public var precision: Precision?

  /// Run until some metrics are known well enough.
  public struct Precision: Sendable {
    /// Largest half-width of an interval by its mean.
    public var target: Double
    /// Names of metrics; empty: chosen from the objectives.
    public var metrics: [String]
    public var least: Int
    public var most: Int

    public init(target: Double, metrics: [String] = [], least: Int = 10, most: Int = 1000) {
      self.target = target
      self.metrics = metrics
      self.least = least
      self.most = most
    }

    /// Numbers of replications at which it is decided: always the same ones, whatever the machine.
    var checkpoints: [Int] {
      var list = [max(least, 2)]
      while let last = list.last, last < most { list.append(min(most, last + max(last / 2, 1))) }
      return list
    }
  }

  public init(
    loaded: LoadedScenario, toolVersion: String, replications: Int = 1, threads: Int = 1,
    ranks: any RankGroup = SingleRank(), detectsWarmup: Bool = false, precision: Precision? = nil
  ) {
    self.loaded = loaded
    self.toolVersion = toolVersion
    self.replications = replications
    self.threads = threads
    self.ranks = ranks
    self.detectsWarmup = detectsWarmup
    self.precision = precision
  }
  /// One replication and no more, whatever comes out.
  var isOfOneRun: Bool { replications == 1 && precision == nil }

  /// Series are kept of every replication when there may be more than one.
  var keepsBands: Bool { !isOfOneRun }

  /// Into how many parts each run is cut: steady single ones for batch means, and those in which
  /// the end of the warm-up is looked for from the start.
  var parts: Int {
    if detectsWarmup { return BatchEstimation.warmupParts }
    let isSteady = Steadiness.objection(loaded.scenario) == nil
    return isSteady && isOfOneRun ? BatchEstimation.parts : 0
  }
}
