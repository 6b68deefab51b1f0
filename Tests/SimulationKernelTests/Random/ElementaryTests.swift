import Glibc
import SimulationKernel
import Testing

@Suite struct ElementaryTests {
  @Test func `the logarithm agrees with the C library over all magnitudes`() {
    var generator = SplitMix64(seed: 1)
    var worst = 0.0
    for _ in 0..<200_000 {
      // All bit patterns of positive normal numbers are equally likely: every magnitude.
      let x = Double(bitPattern: generator.next() >> 1)
      guard x.isNormal else { continue }
      worst = max(worst, abs(Elementary.log(x) - Glibc.log(x)) / abs(Glibc.log(x)))
    }
    for step in 1...200_000 {
      let x = Double(step) / 200_001
      worst = max(worst, abs(Elementary.log(x) - Glibc.log(x)) / abs(Glibc.log(x)))
    }
    for step in 1...1000 {
      let x = 1 + Double(step) * 1e-9
      worst = max(worst, abs(Elementary.log(x) - Glibc.log(x)) / Glibc.log(x))
    }
    #expect(worst < 4e-15, "\(worst)")
  }

  @Test func `the logarithm of unusual numbers is what mathematics says`() {
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(.nan).isNaN)
    let tiny = Double.leastNonzeroMagnitude
    #expect(abs(Elementary.log(tiny) - Glibc.log(tiny)) < 1e-12)
  }

  @Test func `the exponential agrees with the C library from -708 to 709`() {
    var worst = 0.0
    for step in 0...500_000 {
      let x = -708 + 1417 * Double(step) / 500_000
      worst = max(worst, abs(Elementary.exp(x) - Glibc.exp(x)) / Glibc.exp(x))
    }
    #expect(worst < 1e-14, "\(worst)")
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(-709) == 0)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(.nan).isNaN)
  }

  @Test func `the normal quantile inverts the normal distribution`() {
    for step in 1..<20_000 {
      let p = Double(step) / 20_000
      let x = Elementary.inverseNormal(p)
      let back = x < 0 ? 0.5 * erfc(-x / 2.0.squareRoot()) : 1 - 0.5 * erfc(x / 2.0.squareRoot())
      #expect(abs(back - p) < 1e-14)
    }
    for exponent in 3...300 {
      let p = Glibc.pow(10, -Double(exponent))
      let back = 0.5 * erfc(-Elementary.inverseNormal(p) / 2.0.squareRoot())
      // An error e of the quantile x is about e·x of the probability: 40 × 37 × 1e-15.
      #expect(abs(back / p - 1) < 2e-12)
    }
  }

  /// Quantiles to 16 digits from R's qnorm, which tables give too.
  @Test(arguments: [
    (0.5, 0), (0.975, 1.959_963_984_540_054), (0.99, 2.326_347_874_040_841),
    (0.999, 3.090_232_306_167_813_5), (0.01, -2.326_347_874_040_841),
  ])
  func `well-known normal quantiles are exact`(probability: Double, quantile: Double) {
    #expect(abs(Elementary.inverseNormal(probability) - quantile) < 1e-14)
  }

  @Test func `the gamma function agrees with factorials and the C library`() {
    var factorial = 1.0
    for n in 1...20 {
      #expect(abs(Elementary.gamma(Double(n)) / factorial - 1) < 1e-12)
      factorial *= Double(n)
    }
    for step in 1...2000 {
      let x = Double(step) / 50
      let error = abs(Elementary.logGamma(x) - Glibc.lgamma(x))
      #expect(error < 1e-12 * max(1, abs(Glibc.lgamma(x))))
    }
  }

  /// The same bits on every machine: patterns recorded once.
  @Test func `results keep their bits forever`() {
    var digest: UInt64 = 0
    for step in 1...5000 {
      let x = Double(step) * 0.137
      for value in [
        Elementary.log(x), Elementary.exp(-x / 10), Elementary.inverseNormal(Double(step) / 5001),
      ] {
        digest = BitMixer.mix(digest ^ value.bitPattern)
      }
    }
    #expect(digest == 2_428_514_389_526_831_204)
  }
}
