/// One metric of OpenMetrics with all its samples.
struct MetricFamily {
  /// The type of a metric.
  enum Kind: String {
    case gauge, counter
  }

  /// One value at one time, or without one.
  struct Sample {
    var labels: [FigureName.Label]
    var value: Double
    /// Seconds since 1970.
    var time: Double
  }

  /// Without the suffix of its samples.
  var name: String
  var kind: Kind
  /// In base units; empty where there is nothing to count.
  var unit: String
  var help: String
  var samples: [Sample] = []

  init(name: String, kind: Kind, unit: String, help: String) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.help = help
  }

  /// The metric that holds figures of a family (`figure`, `tier`, `sojourn_ms`, `p99`) in a unit
  /// of a result:
  /// `hongbao_figure_tier_sojourn_p99_seconds`.
  init(words: [String], unit: String, kind: Kind = .gauge, help: String) {
    let base = BaseUnit(unit)
    let words = words.map { word in
      base.suffixes.first { word.hasSuffix($0) }.map { String(word.dropLast($0.count)) } ?? word
    }.filter { !$0.isEmpty }.map(Self.sanitized)
    var name = (["hongbao"] + words).joined(separator: "_")
    if !name.hasSuffix("_" + base.name) { name += "_" + base.name }
    self.init(name: name, kind: kind, unit: base.name, help: help)
  }

  /// What a name may have in it; everything else becomes an underscore.
  private static func sanitized(_ word: String) -> String {
    String(
      word.unicodeScalars.map { scalar -> Character in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": Character(scalar)
        default: "_"
        }
      })
  }

  /// The lines of the metric, each with a line feed.
  var text: String {
    var text = "# TYPE \(name) \(kind.rawValue)\n"
    if !unit.isEmpty { text += "# UNIT \(name) \(unit)\n" }
    text += "# HELP \(name) \(Self.escaped(help))\n"
    let suffix = kind == .counter ? "_total" : ""
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += name + suffix + "{" + labels.joined(separator: ",") + "} "
      text += CSVTable.number(sample.value) + " " + Self.time(sample.time) + "\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Seconds with at most three decimals.
  private static func time(_ seconds: Double) -> String {
    let thousandths = Int64((seconds * 1000).rounded())
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    guard rest != 0 else { return String(whole) }
    let digits = String(abs(rest))
    return "\(rest < 0 && whole == 0 ? "-" : "")\(whole)."
      + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
