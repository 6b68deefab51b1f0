import ClusterModel
import ResultTypes

/// What the twin prints when it ends.
package struct TwinSummary {
  package var status: TwinStatus
  /// A sentence for each thing that does not balance, of the twin's own books and of the model's
  /// audit.
  package var violations: [String]

  /// Lines of text, with a newline at the end.
  package var text: String {
    var lines = [
      "simulated \(fixed(status.simulatedSeconds)) s in \(fixed(status.realSeconds)) s, worst lag "
        + "\(fixed(status.worstLagMilliseconds)) ms, \(status.laggingSeconds) s lagging"
    ]
    for requests in status.requests where requests.asked > 0 {
      var words = ["\(requests.asked) \(requests.kind)s", "\(requests.served) served"]
      let no =
        requests.rejected.sorted { $0.key < $1.key } + requests.failed.sorted { $0.key < $1.key }
      words += no.map { "\($0.value) \($0.key)" }
      words.append("\(requests.inFlight) in flight")
      lines.append(words.joined(separator: ", "))
    }
    for latency in status.latencies {
      guard let p50 = latency.milliseconds.p50, let p99 = latency.milliseconds.p99 else { continue }
      lines.append("\(latency.kind): p50 \(fixed(p50)) ms, p99 \(fixed(p99)) ms")
    }
    let money = status.money
    lines.append(
      "cents: \(money.issuedCents) issued = \(money.settledCents) settled + "
        + "\(money.refundedCents) refunded + \(money.openCents) open")
    lines.append(violations.isEmpty ? "audit: everything balances" : "audit: VIOLATIONS")
    return lines.joined(separator: "\n") + "\n"
  }

  private func fixed(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
