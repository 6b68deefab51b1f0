import Foundation
import RedPackets
import SimulationKernel
import SimulationStatistics

/// The amount rule: exact dynamic programming over the very interval that `AmountDrawing` draws
/// from, so that a wrong bound of the tool would show.
enum AmountOracles {
  static func verdict(_ oracle: OracleRow, isQuick: Bool) -> Verdict {
    if oracle.model.contains("continuous") { return continuous(oracle) }
    let total = Int(UnitOracles.number(oracle.name, after: "_M"))
    let shares = Int(UnitOracles.number(oracle.name, after: "_N"))
    if oracle.model.contains("WITHOUT") {
      return UnitOracles.exact(oracle, lastIsZero(total: total, shares: shares))
    }
    if oracle.metric.hasPrefix("mean_largest") || oracle.metric.hasPrefix("mean_smallest") {
      return extreme(oracle, total: total, shares: shares, isQuick: isQuick)
    }
    let cap = oracle.model.contains("cap") ? 2 * total / shares : nil
    if oracle.metric == "prob_any_above_2M_over_N" {
      let none = law(total: total, shares: shares, cap: nil, limit: 2 * total / shares)
      return UnitOracles.exact(oracle, 1 - none.mass)
    }
    let position = Int(UnitOracles.number(oracle.name, after: "_pos"))
    let row = law(total: total, shares: shares, cap: cap, limit: nil).positions[position - 1]
    switch oracle.metric {
    case "mean_cents": return UnitOracles.exact(oracle, row.mean)
    case "sd_cents":
      return UnitOracles.exact(
        oracle, (row.square - row.mean * row.mean).squareRoot(), digits: 1e-7)
    case "prob_one_cent": return UnitOracles.exact(oracle, row.oneCent)
    default: return UnitOracles.exact(oracle, row.above)
    }
  }

  struct Position {
    var mean = 0.0
    var square = 0.0
    var oneCent = 0.0
    var above = 0.0
  }

  /// The smallest and the largest amount that the tool draws.
  private static func interval(_ remaining: Int, _ left: Int, _ cap: Int?) -> ClosedRange<Int> {
    func draw(_ word: UInt64) -> Int {
      guard let cap else {
        return Int(
          AmountDrawing.draw(
            remainingCents: Int64(remaining), sharesLeft: left, random: word))
      }
      return Int(
        AmountDrawing.draw(
          remainingCents: Int64(remaining), sharesLeft: left, cap: Int64(cap), random: word))
    }
    return draw(0)...draw(.max)
  }

  /// Moments by position; with `limit` only packets without a larger amount count, and `mass` is
  /// their probability.
  private static func law(
    total: Int, shares: Int, cap: Int?, limit: Int?
  ) -> (positions: [Position], mass: Double) {
    var mass = [Double](repeating: 0, count: total + 1)
    mass[total] = 1
    var positions: [Position] = []
    for left in stride(from: shares, through: 1, by: -1) {
      var position = Position()
      var difference = [Double](repeating: 0, count: total + 2)
      for remaining in 0...total where mass[remaining] > 1e-18 {
        let range = interval(remaining, left, cap)
        let each = mass[remaining] / Double(range.count)
        add(range, each, limit: 2 * total / shares, to: &position)
        let top = min(range.upperBound, limit ?? .max)
        guard top >= range.lowerBound else { continue }
        difference[remaining - top] += each
        difference[remaining - range.lowerBound + 1] -= each
      }
      positions.append(position)
      var running = 0.0
      for remaining in 0...total {
        running += difference[remaining]
        mass[remaining] = max(running, 0)
      }
    }
    return (positions, mass[0])
  }

  private static func add(
    _ range: ClosedRange<Int>, _ each: Double, limit: Int, to position: inout Position
  ) {
    let low = Double(range.lowerBound)
    let high = Double(range.upperBound)
    let sum = (low + high) * (high - low + 1) / 2
    let squares = (high * (high + 1) * (2 * high + 1) - (low - 1) * low * (2 * low - 1)) / 6
    position.mean += each * sum
    position.square += each * squares
    if range.contains(1) { position.oneCent += each }
    let above = max(0, range.upperBound - max(limit, range.lowerBound - 1))
    position.above += each * Double(above)
  }

  /// Largest and smallest amount of a packet, by drawing packets with the tool.
  private static func extreme(
    _ oracle: OracleRow, total: Int, shares: Int, isQuick: Bool
  ) -> Verdict {
    var moments = RunningMoments()
    let isLargest = oracle.metric.hasPrefix("mean_largest")
    let key = StreamKey(seed: 74)
    for number in 0..<(isQuick ? 20_000 : 1_000_000) {
      var stream = key.stream(entity: UInt64(number), purpose: 5)
      var left = Int64(total)
      var best = isLargest ? Int64(0) : .max
      for opened in 0..<shares {
        let amount = AmountDrawing.draw(
          remainingCents: left, sharesLeft: shares - opened, random: stream.next())
        left -= amount
        best = isLargest ? max(best, amount) : min(best, amount)
      }
      moments.add(Double(best))
    }
    let error = ((moments.sampleVariance ?? 0) / Double(moments.count)).squareRoot()
    // A law without spread, such as 3 cents for two, is met exactly.
    if error == 0 { return UnitOracles.exact(oracle, moments.mean ?? .nan) }
    return UnitOracles.sampled(
      oracle, moments.mean ?? 0, error: error, isQuick: isQuick, tolerance: 0.01)
  }

  /// The faulty rule without a guard for those left: the last share may be empty. Not in the tool.
  private static func lastIsZero(total: Int, shares: Int) -> Double {
    var mass = [Double](repeating: 0, count: total + 1)
    mass[total] = 1
    for left in stride(from: shares, through: 2, by: -1) {
      var difference = [Double](repeating: 0, count: total + 2)
      difference[0] += mass[0]
      difference[1] -= mass[0]
      for remaining in 1...total where mass[remaining] > 1e-18 {
        let high = min(max(2 * remaining / left, 1), remaining)
        difference[remaining - high] += mass[remaining] / Double(high)
        difference[remaining] -= mass[remaining] / Double(high)
      }
      var running = 0.0
      for remaining in 0...total {
        running += difference[remaining]
        mass[remaining] = max(running, 0)
      }
    }
    return mass[0]
  }

  /// Closed form of the continuous rule: E[R²] falls by 1 - 2/k + 4/(3k²) at each opening.
  private static func continuous(_ oracle: OracleRow) -> Verdict {
    let position = Int(UnitOracles.number(oracle.name, after: "_pos"))
    let total = 100.0
    let shares = 10.0
    var square = total * total
    var deviation = 0.0
    for opened in 0..<position {
      let left = shares - Double(opened)
      let mean = total / shares
      deviation =
        (left > 1
        ? 4.0 / 3 * square / (left * left) - mean * mean : square - mean * mean).squareRoot()
      if left > 1 { square *= 1 - 2 / left + 4 / (3 * left * left) }
    }
    return UnitOracles.exact(oracle, deviation)
  }
}
