import ScenarioTypes

/// The parts of an objective as they are written: `p99(claim at cache) <= 400ms`.
struct ObjectiveExpression {
  /// Some characters with their place in the text, from 0.
  struct Piece {
    var text: String
    var offset: Int
    var length: Int
  }

  var metric: Piece
  var subject: Piece
  var comparison: Objective.Comparison
  var limit: Piece

  /// Nil when the text does not have this form.
  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard let open = scalars.firstIndex(of: "("),
      let close = scalars[open...].firstIndex(of: ")"),
      let sign = scalars[close...].firstIndex(where: { $0 == "<" || $0 == ">" })
    else { return nil }
    let hasEqual = sign + 1 < scalars.count && scalars[sign + 1] == "="
    let rest = sign + (hasEqual ? 2 : 1)
    guard let metric = Self.piece(scalars, 0, open),
      let subject = Self.piece(scalars, open + 1, close),
      Self.piece(scalars, close + 1, sign) == nil,
      let limit = Self.piece(scalars, rest, scalars.count),
      let comparison = Objective.Comparison(
        rawValue: String(Character(scalars[sign])) + (hasEqual ? "=" : ""))
    else { return nil }
    self.metric = metric
    self.subject = subject
    self.comparison = comparison
    self.limit = limit
  }

  /// The characters of a range without the spaces around; nil when nothing is left.
  private static func piece(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> Piece? {
    var (start, end) = (start, end)
    while start < end, scalars[start] == " " { start += 1 }
    while end > start, scalars[end - 1] == " " { end -= 1 }
    guard start < end else { return nil }
    return Piece(
      text: String(String.UnicodeScalarView(scalars[start..<end])), offset: start,
      length: end - start)
  }
}
