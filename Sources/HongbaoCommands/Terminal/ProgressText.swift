import Foundation

/// The words of the progress line.
package enum ProgressText {
  /// One line without control characters: percent, simulated time, events per second, time left.
  ///
  /// - Parameters:
  ///   - eventsPerSecond: of wall time, of late.
  ///   - secondsLeft: wall seconds to go; nil when nobody can tell.
  package static func line(
    simulatedSeconds: Double, totalSeconds: Double, eventsPerSecond: Double, secondsLeft: Double?
  ) -> String {
    let fraction = totalSeconds > 0 ? min(1, max(0, simulatedSeconds / totalSeconds)) : 0
    let percent = String(Int(fraction * 100))
    var parts = [
      String(repeating: " ", count: 3 - percent.utf8.count) + percent + " %",
      "\(seconds(simulatedSeconds)) of \(seconds(totalSeconds)) simulated",
      "\(magnitude(eventsPerSecond)) events/s",
    ]
    if let secondsLeft { parts.append("\(clock(secondsLeft)) left") }
    return parts.joined(separator: "  ")
  }

  /// The same for replications: how many are done of those planned so far.
  package static func line(
    replications: Int, planned: Int, events: UInt64, wallSeconds: Double
  ) -> String {
    let fraction = planned > 0 ? min(1, Double(replications) / Double(planned)) : 0
    var parts = [
      "replication \(replications) of \(planned)",
      "\(magnitude(Double(events) / wallSeconds)) events/s",
    ]
    if fraction > 0 {
      parts.append("\(clock(wallSeconds * (1 - fraction) / fraction)) left")
    }
    return parts.joined(separator: "  ")
  }

  /// `14.2 M`, `760 k`, `12`.
  package static func magnitude(_ value: Double) -> String {
    for (limit, suffix) in [(1e9, " G"), (1e6, " M"), (1e3, " k")] where value >= limit {
      return String(format: value / limit < 100 ? "%.1f" : "%.0f", value / limit) + suffix
    }
    return String(format: "%.0f", value)
  }

  /// `0:07`, `12:40`, `1:02:03`; never more than 99 hours.
  package static func clock(_ seconds: Double) -> String {
    let whole = Int(min(359_999, max(0, seconds.rounded(.up))))
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60)
      : String(format: "%d:%02d", minutes, whole % 60)
  }

  /// `15.0 s`.
  static func seconds(_ value: Double) -> String { String(format: "%.1f s", value) }
}
