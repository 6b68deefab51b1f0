/// Numbers as people read them. `result.json` has the exact ones.
package enum NumberText {
  /// A number with a fixed number of decimals, rounded half away from zero; never `-0`.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? "\(value)" : "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int64((abs(value) * scale).rounded())
    let whole = scaled / Int64(scale)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(scaled % Int64(scale))
    let padding = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole).\(padding)\(fraction)"
  }

  /// `1,234,567`.
  static func grouped(_ value: some BinaryInteger) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// Three significant digits with an SI prefix: `760k`, `1.23M`, `81.2`, `0.045`;
  /// thousands in full: `4,998`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    for (limit, divisor, prefix) in [
      (999.5e9, 1e12, "T"), (999.5e6, 1e9, "G"), (999.5e3, 1e6, "M"),
    ]
    where magnitude >= limit {
      return significant(value / divisor) + prefix
    }
    if magnitude >= 9999.5 { return significant(value / 1e3) + "k" }
    if magnitude >= 999.5 { return grouped(Int64(value.rounded())) }
    if magnitude == magnitude.rounded() { return fixed(value, decimals: 0) }
    return significant(value)
  }

  /// A round number at an axis: `1M`, `2.5k`, `0.25`.
  static func tick(_ value: Double) -> String {
    let magnitude = abs(value)
    if magnitude > 0, magnitude < 0.001 {
      // 1, 2 or 5 times a power of ten: the first digit says it all.
      var decimals = 4
      var scaled = magnitude * 1e4
      while scaled < 0.999, decimals < 12 {
        scaled *= 10
        decimals += 1
      }
      return fixed(value, decimals: decimals)
    }
    let text = short(value)
    guard let point = text.firstIndex(of: ".") else { return text }
    let suffix = text.last.flatMap { $0.isLetter ? String($0) : nil } ?? ""
    var digits = String(text.dropLast(suffix.count))
    while digits.endIndex > point, digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return digits + suffix
  }

  /// A round time at an axis: `1 ms`, `10 s`.
  static func timeTick(_ value: Double) -> String {
    if value >= 1000 { return tick(value / 1000) + " s" }
    if value >= 1 || value == 0 { return tick(value) + " ms" }
    return tick(value * 1000) + " µs"
  }

  /// The text with spaces that do not break a line before a per cent sign or a separating dot.
  static func unbroken(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "%" || character == "·", result.last == " " {
        result.removeLast()
        result.append("\u{A0}")
      }
      result.append(character)
    }
    return result
  }

  /// Three significant digits of an integer count.
  static func short(_ value: UInt64) -> String { short(Double(value)) }

  private static func significant(_ value: Double) -> String {
    let magnitude = abs(value)
    if magnitude >= 99.95 { return fixed(value, decimals: 0) }
    if magnitude >= 9.995 { return fixed(value, decimals: 1) }
    return fixed(value, decimals: magnitude >= 0.9995 ? 2 : 3)
  }

  /// A fraction of one in per cent; only exactly nothing is `0 %` and only all is `100 %`.
  package static func percent(_ fraction: Double) -> String {
    guard fraction.isFinite else { return "–" }
    let percent = fraction * 100
    if percent == 0 { return "0 %" }
    if percent > 0, percent < 0.01 { return "<0.01 %" }
    if percent < 1 { return fixed(percent, decimals: 2) + " %" }
    if percent > 99.9, percent < 100 { return ">99.9 %" }
    // Three steps of 5 % are 15.000000000000002 %.
    if abs(percent - percent.rounded()) < 1e-9 { return fixed(percent, decimals: 0) + " %" }
    return fixed(percent, decimals: 1) + " %"
  }

  /// A share of a count in per cent; nothing of nothing is `–`.
  static func percent(_ part: UInt64, of whole: UInt64) -> String {
    whole == 0 ? "–" : percent(Double(part) / Double(whole))
  }

  /// A time given in milliseconds with the unit that suits it: `180 µs`, `9.82 ms`, `1.23 s`.
  package static func milliseconds(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    let magnitude = abs(value)
    if magnitude == 0 { return "0 ms" }
    if magnitude < 0.9995 { return significant(value * 1e3) + " µs" }
    if magnitude < 999.5 { return significant(value) + " ms" }
    return seconds(value / 1e3)
  }

  private static func significantTrimmed(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, decimals: 0) : significant(value)
  }

  /// Seconds without needless zeros: `60 s`, `0.5 s`, `1.23 s`; whole ones from ten minutes on as
  /// `24 h`, `23 h 50 min`.
  static func seconds(_ value: Double) -> String {
    if value >= 600, value < 1e12, value == value.rounded() {
      let whole = Int(value)
      return [(whole / 3600, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")]
        .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
    return significantTrimmed(
      value.magnitude < 1000 ? (value * 1000).rounded() / 1000 : value) + " s"
  }

  /// Cents as yuan: `12,345.67 yuan`.
  static func yuan(cents: Int64) -> String {
    let magnitude = cents.magnitude
    let remainder = magnitude % 100
    let sign = cents < 0 ? "-" : ""
    return "\(sign)\(grouped(magnitude / 100)).\(remainder < 10 ? "0" : "")\(remainder) yuan"
  }

  /// Bytes with a binary prefix: `812 MiB`.
  static func bytes(_ value: Int64) -> String {
    var scaled = Double(value)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if abs(scaled) < 1023.5 { return significantTrimmed(scaled) + " " + unit }
      scaled /= 1024
    }
    return significant(scaled) + " TiB"
  }

  /// `timed out 4.90M (41.0 %), queue full 12k (0.1 %)`: the reasons of a loss, largest first.
  static func reasons(_ counts: [String: UInt64], of whole: UInt64?) -> String {
    ordered(counts).map { reason, count in
      guard let whole else { return "\(reason) \(short(count))" }
      return "\(reason) \(short(count)) (\(percent(count, of: whole)))"
    }.joined(separator: ", ")
  }

  /// `37.0M of 43.4M (85.2 %), sold out`: a loss with its reasons, each with its count when there
  /// are several.
  static func loss(_ counts: [String: UInt64], of whole: UInt64) -> String {
    let reasons = ordered(counts)
    let total = "\(short(counts.total)) of \(short(whole))"
    guard reasons.count == 1, let only = reasons.first else {
      return "\(total): \(NumberText.reasons(counts, of: whole))"
    }
    return "\(total) (\(percent(only.count, of: whole))), \(only.reason)"
  }

  /// Reasons with their counts, largest first, equal ones by name; zeros left out.
  static func ordered(_ counts: [String: UInt64]) -> [(reason: String, count: UInt64)] {
    counts.filter { $0.value > 0 }.map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  /// `1 node`, `3 nodes`.
  static func plural(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
