import ClusterModel
import Foundation

/// What `GET /status` answers: where the twin is, how far it is behind, and its books.
package struct TwinStatus: Encodable {
  package var simulatedSeconds: Double
  /// Real seconds since it began.
  package var realSeconds: Double
  package var speed: Double
  /// The worst of the last second, and of all, in real milliseconds.
  package var lagMilliseconds: Double
  package var worstLagMilliseconds: Double
  /// Seconds with a lag above 20 ms.
  package var laggingSeconds: Int
  package var packets: Int
  package var underWay: Int
  /// Answers given, by status of HTTP.
  package var answers: [String: UInt64]
  /// What the model says that its clients waited, by kind, since the beginning.
  package var latencies: [LiveLatency]
  package var requests: [LiveAudit.Requests]
  package var money: LiveSnapshot.Money
  /// Empty as long as everything balances.
  package var violations: [String]
  /// The last second of the cluster.
  package var cluster: LiveSnapshot

  package init<Token>(
    _ core: inout TwinCore<Token>, _ lag: LagMeter, _ clock: TwinClock, speed: Double
  ) {
    let audit = core.audit()
    simulatedSeconds = Double(core.reached) / 1e9
    realSeconds = Double(TwinClock.now() - clock.start) / 1e9
    self.speed = speed
    lagMilliseconds = lag.milliseconds
    worstLagMilliseconds = lag.worst
    laggingSeconds = lag.badSeconds
    packets = core.packetCount
    underWay = core.underWay
    answers = [:]
    for (status, count) in core.answers { answers[String(status)] = count }
    latencies = core.latencies()
    requests = audit.requests
    money = audit.money
    violations = audit.violations
    cluster = core.snapshot()
  }

  /// One object with sorted keys.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(self) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }

  /// What `GET /` answers.
  package static let help = """
    {"paths":["POST /packets {shares, amount_cents}","POST /packets/{id}/claims {member?}",\
    "POST /packets/{id}/opens {member?}","POST /claims","GET /status"]}
    """
}
