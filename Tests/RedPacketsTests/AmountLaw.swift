/// The exact law of the amounts by position: dynamic programming over the cents that remain,
/// written from the rule's text and independent of the module under test.
struct AmountLaw {
  /// Mean, deviation, P(one cent), P(above ⌊2M/N⌋) of one position.
  struct Position {
    var mean = 0.0
    var square = 0.0
    var oneCent = 0.0
    var aboveTwiceAverage = 0.0
    var deviation: Double { max(0, square - mean * mean).squareRoot() }
  }

  /// From the first opening to the last.
  var positions: [Position] = []

  /// With `cap`, the capped variant; without `guarded`, the faulty rule that forgets the others.
  init(total: Int, shares: Int, cap: Int? = nil, guarded: Bool = true) {
    var mass = [Double](repeating: 0, count: total + 1)
    mass[total] = 1
    for opened in 0..<shares {
      let left = shares - opened
      var position = Position()
      // Differences of the next distribution: a draw spreads mass evenly over an interval.
      var difference = [Double](repeating: 0, count: total + 2)
      for remaining in 0...total where mass[remaining] > 0 {
        var low = 1
        var high = remaining
        if left == 1 {
          low = remaining
        } else {
          high = 2 * remaining / left
          if guarded { high = min(high, remaining - (left - 1)) }
          if let cap {
            high = min(high, cap)
            low = max(1, remaining - (left - 1) * cap)
          }
        }
        guard high >= low else { continue }
        let each = mass[remaining] / Double(high - low + 1)
        position.add(low...high, each: each, limit: 2 * total / shares)
        difference[remaining - high] += each
        difference[remaining - low + 1] -= each
      }
      positions.append(position)
      var running = 0.0
      for remaining in 0...total {
        running += difference[remaining]
        mass[remaining] = max(0, running)
      }
      // Differences leave rounding of 1e-17 behind; what cannot be reached is set to 0 again.
      for remaining in 0...total where mass[remaining] < 1e-15 { mass[remaining] = 0 }
    }
  }
}

extension AmountLaw.Position {
  /// Adds the amounts of `range` with probability `each`.
  mutating func add(_ range: ClosedRange<Int>, each: Double, limit: Int) {
    let low = Double(range.lowerBound)
    let high = Double(range.upperBound)
    let count = high - low + 1
    let sum = (low + high) * count / 2
    let squares = (high * (high + 1) * (2 * high + 1) - (low - 1) * low * (2 * low - 1)) / 6
    mean += each * sum
    square += each * squares
    if range.contains(1) { oneCent += each }
    aboveTwiceAverage += each * Double(max(0, range.upperBound - max(limit, range.lowerBound - 1)))
  }
}
