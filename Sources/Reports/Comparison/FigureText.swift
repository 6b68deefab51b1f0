/// Figures under their stable names as people read them: the unit decides.
enum FigureText {
  /// `12.3 ms`, `81.2 %`, `760k/s`, `42 requests`.
  static func value(_ value: Double?, unit: String, name: String) -> String {
    guard let value, value.isFinite else { return "–" }
    switch unit {
    case "ms":
      return value < 0
        ? "-" + NumberText.milliseconds(-value) : NumberText.milliseconds(value)
    case "s": return NumberText.seconds(value)
    case "1/s": return NumberText.short(value) + "/s"
    case "1": return isShare(name) ? percent(value) : NumberText.short(value)
    default: return short(value) + " " + unit
    }
  }

  /// The same with a plus sign for what is more.
  static func signed(_ value: Double?, unit: String, name: String) -> String {
    guard let value, value.isFinite else { return "–" }
    let text = self.value(value, unit: unit, name: name)
    return value > 0 ? "+" + text : text
  }

  /// `+12.3 % ± 0.4 %` of the baseline, or in the unit where the baseline is nothing or next to it
  /// (shares in percentage points, `pp`); `–` without a difference.
  static func change(
    mean: Double?, low: Double?, high: Double?, baseline: Double?, unit: String, name: String
  ) -> String {
    guard let mean else { return "–" }
    if mean == 0, low == 0, high == 0 { return "0" }
    let half = low.flatMap { low in high.map { ($0 - low) / 2 } }
    if let baseline, baseline != 0, abs(mean / baseline) < 2 {
      let base = abs(baseline)
      if abs(mean) < 0.0001 * base, (half ?? 1) < 0.0001 * base { return "<0.01 %" }
      let text =
        abs(mean) < 0.0001 * base ? "<0.01 %" : (mean > 0 ? "+" : "") + percent(mean / base)
      return text + (half.map { " ± \(percent($0 / base))" } ?? "")
    }
    if let half, !["ms", "s", "1/s", "1"].contains(unit) {
      // The noun once: `+423 ± 56.1 requests`.
      return "\(mean > 0 ? "+" : "")\(short(mean)) ± \(short(half)) \(unit)"
    }
    if unit == "1", isShare(name) {
      return (mean > 0 ? "+" : "") + points(mean) + (half.map { " ± \(points($0))" } ?? "")
    }
    return signed(mean, unit: unit, name: name)
      + (half.map { " ± \(value($0, unit: unit, name: name))" } ?? "")
  }

  /// A difference of shares: `38.8 pp` lie between 0 % and 38.8 %.
  private static func points(_ share: Double) -> String {
    let text = percent(share)
    return (text.hasSuffix(" %") ? String(text.dropLast(2)) : text) + " pp"
  }

  /// Per cent with a sign for less than nothing and few digits.
  private static func percent(_ share: Double) -> String {
    share < 0 ? "-" + NumberText.percent(-share) : NumberText.percent(share)
  }

  /// Next to nothing is not nothing.
  private static func short(_ value: Double) -> String {
    value != 0 && abs(value) < 0.0005 ? "<0.001" : NumberText.short(value)
  }

  /// A name as it is shown: the value of an objective by the objective alone.
  static func name(_ name: String) -> String {
    guard name.hasPrefix("objectives."), name.hasSuffix(".value") else { return name }
    return String(name.dropFirst("objectives.".count).dropLast(".value".count))
  }

  private static func isShare(_ name: String) -> Bool {
    ["share", "utilization", "availability"].contains { name.hasSuffix($0) }
      || name.hasPrefix("objectives.")
  }
}
