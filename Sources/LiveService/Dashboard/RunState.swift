import ClusterModel
import ResultTypes

/// How a run stands.
package enum RunPhase: String, Codable, Sendable {
  case running
  case paused
  /// It reached its end.
  case finished
  /// Somebody stopped it.
  case stopped
}

/// What the page shows of a run, a few times a second.
struct RunState: Encodable, Sendable {
  var run: Int
  var phase: RunPhase
  var title: String
  var path: String
  /// Simulated by real seconds; nil: as fast as it can.
  var speed: Double?
  var simulatedSeconds: Double
  var totalSeconds: Double
  var events: UInt64
  var eventsPerWallSecond: Double
  /// Simulated seconds that pass in one of the wall's.
  var pace: Double
  /// Wall seconds to the end at the pace of the last second; nil when it stands.
  var remainingSeconds: Double?
  /// Real milliseconds that it is behind the speed asked for; 0 without one.
  var lagMilliseconds: Double
  var funnel: [FunnelLayer]
  /// Nil before the first look.
  var money: LiveSnapshot.Money?
  var faults: [LiveFault]
  var requestRecords: Int
  /// Where the result was stored; once it is finished.
  var stored: String?
  /// Objectives at the end, and the audit.
  var objectives: [ObjectiveResult]
  var violations: [String]
}

/// One row of the series: an interval that is over.
struct RunRow: Encodable, Sendable {
  var run: Int
  var interval: Int
  var atSeconds: Double
  var seconds: Double
  var tiers: [LiveSnapshot.Tier]
  var requests: [LiveSnapshot.Requests]

  init(run: Int, _ snapshot: LiveSnapshot) {
    self.run = run
    interval = snapshot.interval
    atSeconds = snapshot.intervalStartSeconds
    seconds = snapshot.intervalSeconds
    tiers = snapshot.tiers
    requests = snapshot.requests
  }
}
