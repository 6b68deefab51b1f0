import ClusterModel
import Foundation

/// The words of the progress line.
package enum ProgressText {
  /// One line without control characters: percent, simulated time, events per second, time left.
  ///
  /// - Parameter wallSeconds: since the start of the run; above 0.
  package static func line(_ progress: RunProgress, wallSeconds: Double) -> String {
    let fraction = share(of: progress)
    var parts = [
      padded(String(Int(fraction * 100)), to: 3) + " %",
      "\(seconds(progress.simulatedSeconds)) of \(seconds(progress.totalSeconds)) simulated",
      "\(magnitude(Double(progress.events) / wallSeconds)) events/s",
    ]
    if fraction > 0 {
      parts.append("\(clock(wallSeconds * (1 - fraction) / fraction)) left")
    }
    return parts.joined(separator: "  ")
  }

  /// The simulated share of the run, 0 to 1.
  static func share(of progress: RunProgress) -> Double {
    guard progress.totalSeconds > 0 else { return 0 }
    return min(1, max(0, progress.simulatedSeconds / progress.totalSeconds))
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

  private static func seconds(_ value: Double) -> String { String(format: "%.1f s", value) }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
