/// Why partitions cannot advance in windows.
public enum WindowPlanError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The windows are too wide for a link: it needs `needed` nanoseconds of latency.
  case tooWide(sender: Int, receiver: Int, latency: Int64, needed: Int64)
  /// Partitions in a circle whose latencies sum up to less than a nanosecond a link.
  case cycleWithoutLatency([Int])

  /// The reason in words, with the values.
  public var description: String {
    switch self {
    case .tooWide(let sender, let receiver, let latency, let needed):
      "from partition \(sender) to \(receiver): latency \(latency) ns, needed are \(needed) ns"
    case .cycleWithoutLatency(let cycle):
      "no latency around partitions \(cycle.map(String.init).joined(separator: ", ")): merge them"
    }
  }
}
