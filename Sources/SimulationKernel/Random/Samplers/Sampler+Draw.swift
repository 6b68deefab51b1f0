extension Sampler {
  /// One draw: `clamp(offset + family draw, minimum...maximum)`.
  @inlinable @inline(__always)
  public func draw(_ stream: inout RandomStream) -> Double {
    let raw: Double
    switch family {
    case .constant:
      raw = first
    case .exponential:
      raw = first * Ziggurat(table: table).exponential(&stream)
    case .lognormal:
      raw = Elementary.exp(first + second * Ziggurat(table: table).normal(&stream))
    default:
      let rest = drawOther(stream)
      stream.counter = rest.counter
      raw = rest.value
    }
    let moved = raw + offset
    let raised = moved < minimum ? minimum : moved
    return raised > maximum ? maximum : raised
  }

  /// One draw as whole nanoseconds in 0...2^60 (36 years): rounded to the nearest, halves to even.
  @inlinable @inline(__always)
  public func drawNanoseconds(_ stream: inout RandomStream) -> Int64 {
    Sampler.wholeNanoseconds(draw(&stream))
  }

  /// The one rounding of times: nearest, halves to even; below 0 (and not a number) is 0, above
  /// 2^60 is 2^60, so that a sum of seven is still a time.
  @inlinable @inline(__always)
  public static func wholeNanoseconds(_ nanoseconds: Double) -> Int64 {
    if nanoseconds > 0, nanoseconds < 0x1p52 { return wholeTameNanoseconds(nanoseconds) }
    // From 2^52 on every number is whole.
    guard nanoseconds >= 0x1p52 else { return 0 }
    return nanoseconds < 0x1p60 ? Int64(nanoseconds) : 1 &<< 60
  }

  /// The same for numbers above 0 and below 2^52.
  @inlinable @inline(__always)
  static func wholeTameNanoseconds(_ nanoseconds: Double) -> Int64 {
    // Adding 2^52 leaves no fraction bits, so the addition itself rounds; the patterns of
    // 2^52...2^53 follow one another.
    Int64(bitPattern: (nanoseconds + 0x1p52).bitPattern &- (0x1p52).bitPattern)
  }

  /// The families that are drawn more rarely, before offset and clamp.
  @inline(never) @usableFromInline
  func drawOther(_ stream: RandomStream) -> (value: Double, counter: UInt64) {
    var stream = stream
    let value: Double
    switch family {
    case .constant: value = first
    case .exponential: value = first * Ziggurat(table: table).exponential(&stream)
    case .lognormal:
      value = Elementary.exp(first + second * Ziggurat(table: table).normal(&stream))
    case .normal: value = first + second * Ziggurat(table: table).normal(&stream)
    case .uniform: value = first + second * stream.uniform()
    case .erlang: value = drawErlang(&stream)
    case .hyperexponential: value = drawHyperexponential(&stream)
    case .gamma: value = drawGamma(&stream)
    case .weibull:
      value = first * Elementary.power(Ziggurat(table: table).exponential(&stream), second)
    case .pareto:
      value = first * Elementary.exp(second * Ziggurat(table: table).exponential(&stream))
    case .boundedPareto:
      let survival = 1 - third * stream.uniform()
      value = first * Elementary.exp(-second * Elementary.log(survival))
    case .geometric:
      let steps = first * Ziggurat(table: table).exponential(&stream)
      value = steps < 0x1p52 ? Double(Int64(steps)) : steps
    case .empirical: value = drawEmpirical(&stream)
    case .zipf: value = drawZipf(&stream)
    }
    return (value, stream.counter)
  }

  /// The sum of `count` exponentials of mean `first`.
  private func drawErlang(_ stream: inout RandomStream) -> Double {
    var sum = 0.0
    for _ in 0..<count { sum += Ziggurat(table: table).exponential(&stream) }
    return first * sum
  }

  /// An exponential of the mean of a branch; the table holds (cumulated probability, mean).
  private func drawHyperexponential(_ stream: inout RandomStream) -> Double {
    let place = stream.uniform()
    var branch = 0
    while branch < Int(count) - 1, place >= table[2 * branch] { branch += 1 }
    return table[2 * branch + 1] * Ziggurat.exponential.exponential(&stream)
  }

  /// Gamma by G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM
  /// TOMS 26(3), 2000; a shape below 1 is drawn as shape + 1 and scaled by U^(1/shape).
  private func drawGamma(_ stream: inout RandomStream) -> Double {
    var scale = third
    if count == 1 {
      let exponential = Ziggurat.exponential.exponential(&stream)
      scale *= Elementary.exp(-exponential / (first - 2.0 / 3))
    }
    while true {
      let normal = Ziggurat(table: table).normal(&stream)
      let root = 1 + second * normal
      guard root > 0 else { continue }
      let cube = root * root * root
      let place = stream.positiveUniform()
      let square = normal * normal
      if place < 1 - 0.0331 * square * square { return first * cube * scale }
      if Elementary.log(place) < 0.5 * square + first * (1 - cube + Elementary.log(cube)) {
        return first * cube * scale
      }
    }
  }

  /// Linear interpolation of the inverse distribution function; the table holds (probability,
  /// value), both rising.
  private func drawEmpirical(_ stream: inout RandomStream) -> Double {
    let place = stream.uniform()
    var low = 0
    var high = Int(count) - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if table[2 * middle] <= place { low = middle } else { high = middle }
    }
    let width = table[2 * high] - table[2 * low]
    guard width > 0 else { return table[2 * high + 1] }
    let share = (place - table[2 * low]) / width
    return table[2 * low + 1] + share * (table[2 * high + 1] - table[2 * low + 1])
  }

  /// A rank from 1 by the alias method (A. J. Walker, 1977); the table holds (share kept, alias).
  private func drawZipf(_ stream: inout RandomStream) -> Double {
    let scaled = stream.next().multipliedFullWidth(by: UInt64(count))
    let column = Int(truncatingIfNeeded: scaled.high)
    let keeps = RandomStream.uniform(of: scaled.low) < table[2 * column]
    return keeps ? Double(column + 1) : table[2 * column + 1]
  }
}
