import Foundation

/// How measurements are printed.
extension Measurement {
  /// The hash as 16 hexadecimal digits.
  var hashText: String { String(format: "%016lx", work.hash) }

  /// Some lines for people.
  var text: String {
    let head = String(
      format: "%-17@ %@ a second; %.3f s of processor time, %.3f s of wall time, runs: %d\n",
      name as NSString, "\(Self.short(rate)) \(unit)" as NSString, medianCPUSeconds,
      medianWallSeconds, cpuSeconds.count)
    let rest = ["\(work.parameters); \(unit) \(work.amount); hash \(hashText)"] + work.notes
    return head + rest.map { "  \($0)\n" }.joined()
  }

  /// One JSON object on one line.
  var json: String {
    let notes = work.notes.map(Self.quoted).joined(separator: ", ")
    let cpu = cpuSeconds.map { String(format: "%.6f", $0) }.joined(separator: ", ")
    return """
      {"benchmark": \(Self.quoted(name)), "parameters": \(Self.quoted(work.parameters)), \
      "unit": \(Self.quoted(unit)), "work": \(work.amount), "hash": "\(hashText)", \
      "cpu_seconds": \(String(format: "%.6f", medianCPUSeconds)), \
      "wall_seconds": \(String(format: "%.6f", medianWallSeconds)), \
      "rate_per_cpu_second": \(String(format: "%.1f", rate)), "runs": [\(cpu)], \
      "notes": [\(notes)]}
      """
  }

  /// A rate in three or four digits: `17.3 M`, `12.4`.
  static func short(_ value: Double) -> String {
    switch value {
    case 1e6...: String(format: "%.2f M", value / 1e6)
    case 1e3...: String(format: "%.1f k", value / 1e3)
    default: String(format: "%.1f", value)
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
