/// One line of a chart.
struct ChartSeries {
  /// Colour and dash pattern of a line; the same meaning has the same ink on every chart.
  enum Ink: Int {
    case gray, blue, vermilion, green, orange, purple, sky

    /// The colour on a light ground: Okabe and Ito, "Color Universal Design" (2008), yellow left
    /// out and sky darkened for contrast.
    var color: String {
      ["#b3b9c2", "#0072b2", "#d55e00", "#009e73", "#c98500", "#b0568c", "#2f8fc7"][rawValue]
    }

    /// Told apart without colour as well.
    var dash: String? {
      [nil, nil, "6 3", "2 2", "9 3 2 3", "4 2", "8 2 2 2"][rawValue]
    }

    /// The ink of a reason for a no or a loss; other reasons take turns.
    static func ofReason(_ reason: String, index: Int) -> Ink {
      switch reason {
      case "sold out": .orange
      case "timed out": .vermilion
      case "queue full": .purple
      case "node down": .sky
      case "in flight", "too late or in flight", "not opened yet": .gray
      case "empty", "expired": .green
      case "error", "lost": .vermilion
      default: [.green, .sky, .orange, .purple][index % 4]
      }
    }

    /// Inks for things that have no meaning of their own, in turn.
    static func cycle(_ index: Int) -> Ink {
      [Ink.blue, .vermilion, .green, .purple, .orange, .sky, .gray][index % 7]
    }
  }

  var name: String
  /// One value an interval; nil where there is none.
  var values: [Double?]
  var ink: Ink
  /// Drawn thin and always dotted, for the lower quantile of a pair.
  var isSecondary = false

  /// What was asked for is a broad line behind the others, so that both show where they meet.
  var strokeWidth: String { isSecondary ? "1.1" : ink == .gray ? "4" : "1.8" }

  var maximum: Double { values.compactMap { $0 }.max() ?? 0 }

  /// Whether the line would say anything.
  var isSilent: Bool { !values.contains { ($0 ?? 0) != 0 } }
}
