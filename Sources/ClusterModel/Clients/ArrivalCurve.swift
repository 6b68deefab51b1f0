import Quantities
import ScenarioTypes

/// The integral of a rate curve and its inverse: arrival n of a process comes when the integral
/// reaches the n-th value of a unit-rate process (time change of a Poisson process: Çinlar,
/// "Introduction to Stochastic Processes", 1975, section 4.7). Owned by its population.
struct ArrivalCurve {
  /// A piece of the curve: rate(t) = rate + slope (t - start), in seconds.
  struct Piece {
    var start: Double
    var end: Double
    var rate: Double
    var slope: Double
    /// Integral from the start of the curve to the start of the piece.
    var before: Double
  }

  let pieces: UnsafeMutablePointer<Piece>
  let count: Int
  /// Length of one turn in seconds; 0 when the curve does not repeat.
  let period: Double
  /// Integral over one turn.
  let turn: Double
  /// Piece of the last answer: answers rise.
  var position = 0
  var turns = 0.0

  init(_ curve: RateCurve) {
    var list: [Piece] = []
    var before = 0.0
    for (index, point) in curve.points.enumerated() {
      let start = point.time.seconds
      guard index + 1 < curve.points.count else {
        if !curve.repeats {
          list.append(
            Piece(
              start: start, end: .infinity, rate: point.rate.perSecond, slope: 0, before: before))
        }
        break
      }
      let next = curve.points[index + 1]
      let length = next.time.seconds - start
      if length <= 0 { continue }
      let slope = (next.rate.perSecond - point.rate.perSecond) / length
      list.append(
        Piece(
          start: start, end: next.time.seconds, rate: point.rate.perSecond, slope: slope,
          before: before))
      before += (point.rate.perSecond + next.rate.perSecond) / 2 * length
    }
    count = list.count
    pieces = .allocate(capacity: max(1, list.count))
    pieces.initialize(from: list, count: list.count)
    period = curve.repeats ? (curve.points.last?.time.seconds ?? 0) : 0
    turn = before
  }

  func deallocate() { pieces.deallocate() }

  /// The time in seconds at which the integral reaches `level`; nil when it never does. Levels
  /// must not fall from call to call.
  mutating func time(at level: Double) -> Double? {
    guard count > 0 else { return nil }
    if period > 0 {
      guard turn > 0 else { return nil }
      let whole = (level / turn).rounded(.down)
      if whole != turns {
        turns = whole
        position = 0
      }
    }
    let rest = level - turns * turn
    while position < count {
      let piece = pieces[position]
      let isLast = position == count - 1
      let length = piece.end - piece.start
      let whole = Self.area(piece, length)
      if rest - piece.before <= whole || (isLast && period > 0) {
        guard let offset = Self.offset(piece, rest - piece.before) else { return nil }
        return turns * period + piece.start + min(offset, length)
      }
      position += 1
    }
    return nil
  }

  /// The integral from 0 to `seconds`.
  func integral(to seconds: Double) -> Double {
    var whole = 0.0
    var rest = seconds
    if period > 0 {
      let turns = (seconds / period).rounded(.down)
      whole = turns * turn
      rest = seconds - turns * period
    }
    for position in 0..<count {
      let piece = pieces[position]
      if rest >= piece.end && position < count - 1 { continue }
      let offset = max(0, min(rest, piece.end) - piece.start)
      return whole + piece.before + piece.rate * offset + piece.slope / 2 * offset * offset
    }
    return whole
  }

  /// The integral over a whole piece; the last piece of a curve may have no end.
  private static func area(_ piece: Piece, _ length: Double) -> Double {
    if length == .infinity { return piece.rate > 0 ? .infinity : 0 }
    return piece.rate * length + piece.slope / 2 * length * length
  }

  /// Seconds into a piece at which its own integral reaches `area`.
  private static func offset(_ piece: Piece, _ area: Double) -> Double? {
    if area <= 0 { return 0 }
    if piece.slope == 0 { return piece.rate > 0 ? area / piece.rate : nil }
    // Solves slope/2 x² + rate x = area in the form that does not cancel.
    let root = (piece.rate * piece.rate + 2 * piece.slope * area)
    return 2 * area / (piece.rate + max(root, 0).squareRoot())
  }
}
