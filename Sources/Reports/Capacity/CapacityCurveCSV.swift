import ResultTypes

/// The curve of a study as CSV: one row a load, one column a figure, numbers in full.
enum CapacityCurveCSV {
  static func text(_ result: CapacityResult) -> String {
    let head =
      [
        "scenario", "multiple", "per_second", "seeds", "p50_ms", "p99_ms", "p99_low_ms",
        "p99_high_ms", "open_p99_ms", "rejected", "growth", "holds",
      ] + result.tiers.map { "utilization_\($0.name)" }
    var lines = [head.map(quoted).joined(separator: ",")]
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    for point in result.curve {
      let cells =
        [
          result.scenario.name, number(point.multiple), number(point.claimsPerSecond),
          "\(point.seeds)", number(point.p50), number(point.p99), number(point.p99Low),
          number(point.p99High), number(point.openP99), number(point.rejected),
          number(point.growth), "\(point.holds)",
        ] + point.utilization.map { number($0) }
      lines.append(cells.map(quoted).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A cell after RFC 4180.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
