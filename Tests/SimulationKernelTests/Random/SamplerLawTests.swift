import Glibc
import SimulationKernel
import Testing

/// The drawn numbers against the exact distribution functions.
@Suite struct SamplerLawTests {
  /// One family with its exact distribution function, written with the C library.
  struct Law: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var sampler: Sampler
    var distribution: @Sendable (Double) -> Double
  }

  static let laws: [Law] = [
    Law(testDescription: "exponential", sampler: .exponential(mean: 3)) { 1 - exp(-$0 / 3) },
    Law(testDescription: "normal", sampler: .normal(mean: 2, deviation: 5)) {
      0.5 * erfc(-($0 - 2) / 5 / 2.0.squareRoot())
    },
    Law(testDescription: "lognormal", sampler: .lognormal(mu: -0.5, sigma: 0.8)) {
      0.5 * erfc(-(log($0) + 0.5) / 0.8 / 2.0.squareRoot())
    },
    Law(testDescription: "uniform", sampler: .uniform(low: -2, high: 6)) { ($0 + 2) / 8 },
    Law(testDescription: "erlang 3", sampler: .erlang(shape: 3, mean: 6)) {
      let x = $0 / 2
      return 1 - exp(-x) * (1 + x + x * x / 2)
    },
    Law(testDescription: "gamma 3 as Erlang", sampler: .gamma(shape: 3, scale: 2)) {
      let x = $0 / 2
      return 1 - exp(-x) * (1 + x + x * x / 2)
    },
    Law(testDescription: "gamma 1/2 as a squared normal", sampler: .gamma(shape: 0.5, scale: 2)) {
      1 - erfc(($0 / 2).squareRoot())
    },
    Law(testDescription: "gamma 1 as exponential", sampler: .gamma(shape: 1, scale: 4)) {
      1 - exp(-$0 / 4)
    },
    Law(testDescription: "weibull", sampler: .weibull(shape: 0.5, scale: 1)) {
      1 - exp(-$0.squareRoot())
    },
    Law(testDescription: "pareto", sampler: .pareto(shape: 2.5, minimum: 0.6)) {
      1 - pow(0.6 / $0, 2.5)
    },
    Law(
      testDescription: "bounded pareto",
      sampler: .boundedPareto(shape: 1.5, minimum: 0.2, maximum: 200)
    ) { (1 - pow(0.2 / $0, 1.5)) / (1 - pow(0.001, 1.5)) },
    Law(testDescription: "offset", sampler: Sampler.exponential(mean: 2).with(offset: 10)) {
      1 - exp(-($0 - 10) / 2)
    },
  ]

  @Test(arguments: laws)
  func `draws follow the exact distribution function`(law: Law) {
    let key = StreamKey(seed: 100)
    let count = 200_000
    // A stream per draw, as the model draws them.
    var draws = (0..<count).map { number in
      var stream = key.stream(entity: UInt64(number), purpose: 9)
      return law.sampler.draw(&stream)
    }
    draws.sort()
    var distance = 0.0
    for (rank, value) in draws.enumerated() {
      let exact = law.distribution(value)
      distance = max(distance, exact - Double(rank) / Double(count))
      distance = max(distance, Double(rank + 1) / Double(count) - exact)
    }
    // Kolmogorov: P(distance > 2.2 / √n) is 1.2e-4.
    #expect(distance < 2.2 / Double(count).squareRoot())
  }

  /// Quantiles of the oracles, as (distribution, probability, exact value).
  static let quantiles: [(Sampler, Double, Double)] = {
    let half = Sampler.lognormal(mu: -0.111_571_775_657_104_88, sigma: 0.472_380_727_077_438_83)
    let two = Sampler.lognormal(mu: -6.103_036_322_765_087, sigma: 1.268_636_241_179_519_6)
    let pareto = Sampler.pareto(shape: 2.5, minimum: 0.6)
    let weibull = Sampler.weibull(shape: 0.5, scale: 1)
    return [
      (half, 0.5, 0.894_427_191), (half, 0.99, 2.684_112_476_47), (half, 0.999, 3.850_466_878_03),
      (two, 0.5, 0.002_236_067_977_5), (two, 0.99, 0.042_777_325_271),
      (two, 0.999, 0.112_741_732_921), (pareto, 0.5, 0.791_704_746_464),
      (pareto, 0.99, 3.785_744_066_88), (weibull, 0.5, 0.480_453_013_918),
      (weibull, 0.99, 21.207_592_441_9),
    ]
  }()

  @Test(arguments: quantiles)
  func `the share of draws below an exact quantile is its probability`(
    sampler: Sampler, probability: Double, quantile: Double
  ) {
    let key = StreamKey(seed: 101)
    let count = 400_000
    var below = 0
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 2)
      if sampler.draw(&stream) <= quantile { below += 1 }
    }
    let error = (Double(count) * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(below) - Double(count) * probability) < 4.5 * error)
  }

  @Test func `far tails of the ziggurats have their exact weight`() {
    let key = StreamKey(seed: 102)
    var stream = key.stream(entity: 0, purpose: 0)
    let normal = Sampler.normal(mean: 0, deviation: 1)
    let exponential = Sampler.exponential(mean: 1)
    let count = 2_000_000
    var beyond = [0, 0, 0, 0]
    for _ in 0..<count {
      let x = normal.draw(&stream)
      let y = exponential.draw(&stream)
      if x > 3.7 { beyond[0] += 1 }
      if x < -3.7 { beyond[1] += 1 }
      if abs(x) > 4.2 { beyond[2] += 1 }
      if y > 8 { beyond[3] += 1 }
    }
    let exact = [
      0.5 * erfc(3.7 / 2.0.squareRoot()), 0.5 * erfc(3.7 / 2.0.squareRoot()),
      erfc(4.2 / 2.0.squareRoot()), exp(-8.0),
    ]
    for (seen, probability) in zip(beyond, exact) {
      let expected = probability * Double(count)
      // Counts this rare are Poisson.
      #expect(abs(Double(seen) - expected) < 4.5 * expected.squareRoot())
    }
  }

  @Test func `whole-numbered families have their exact probabilities`() {
    var tables = SamplerTables()
    let zipf = Sampler.zipf(exponent: 0.99, count: 1000, in: &tables)
    let geometric = Sampler.geometric(mean: 1.5)
    let key = StreamKey(seed: 103)
    let count = 400_000
    var ranks = [Int](repeating: 0, count: 1001)
    var failures = [Int](repeating: 0, count: 200)
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 1)
      ranks[Int(zipf.draw(&stream))] += 1
      failures[Int(geometric.draw(&stream))] += 1
    }
    let harmonic = (1...1000).reduce(0.0) { $0 + pow(Double($1), -0.99) }
    for rank in [1, 2, 3, 10, 100, 1000] {
      check(ranks[rank], of: count, pow(Double(rank), -0.99) / harmonic)
    }
    // Oracles for Zipf(0.99) of 1000: p1 and p10.
    check(ranks[1], of: count, 0.129_383_627)
    check(ranks[10], of: count, 0.013_239_735_88)
    for failed in 0..<12 { check(failures[failed], of: count, 0.4 * pow(0.6, Double(failed))) }
    withExtendedLifetime(tables) {}
  }

  @Test func `tables give empirical and hyperexponential draws their law`() {
    var tables = SamplerTables()
    let empirical = Sampler.empirical(
      [(0, 1), (0.5, 2), (0.5, 5), (0.9, 7), (1, 100)], in: &tables)
    let hyper = Sampler.hyperexponential([(0.9, 0.5), (0.1, 5.5)], in: &tables)
    let key = StreamKey(seed: 104)
    let count = 200_000
    var below = [0, 0, 0, 0]
    var long = 0
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 1)
      let x = empirical.draw(&stream)
      if x <= 1.5 { below[0] += 1 }
      if x <= 3.5 { below[1] += 1 }
      if x <= 6 { below[2] += 1 }
      if x <= 50 { below[3] += 1 }
      if hyper.draw(&stream) > 4 { long += 1 }
    }
    for (seen, probability) in zip(below, [0.25, 0.5, 0.7, 0.9 + 0.1 * 43 / 93]) {
      check(seen, of: count, probability)
    }
    check(long, of: count, 0.9 * exp(-8.0) + 0.1 * exp(-4 / 5.5))
    withExtendedLifetime(tables) {}
  }

  /// A count of `trials` trials against its probability, within 4.5 standard errors.
  private func check(_ seen: Int, of trials: Int, _ probability: Double) {
    let expected = Double(trials) * probability
    let error = (expected * (1 - probability)).squareRoot()
    #expect(abs(Double(seen) - expected) < 4.5 * error, "\(seen) for \(expected)")
  }
}
