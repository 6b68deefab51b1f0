import SimulationKernel
import Testing

@Suite struct SamplerTests {
  @Test func `a sampler has 64 bytes`() {
    #expect(MemoryLayout<Sampler>.size == 64)
    #expect(MemoryLayout<RandomStream>.size == 16)
  }

  /// Oracles of the samplers: (sampler, mean, squared coefficient of variation).
  static let oracles: [(Sampler, Double, Double)] = [
    (.lognormal(mu: -0.111_571_775_657_104_88, sigma: 0.472_380_727_077_438_83), 1, 0.25),
    (.lognormal(mu: -6.103_036_322_765_087, sigma: 1.268_636_241_179_519_6), 0.005, 4),
    (
      .lognormal(mu: -4.605_170_185_988_091, sigma: 0.893_865_257_592_738_5), 0.014_910_753_2,
      1.223_305_6
    ),
    (.pareto(shape: 2.5, minimum: 0.6), 1, 0.8), (.weibull(shape: 0.5, scale: 1), 2, 5),
    (
      .boundedPareto(shape: 1.5, minimum: 0.2, maximum: 200), 0.581_044_708_285_995_4,
      9.884_799_792_761_825
    ),
    (.exponential(mean: 7), 7, 1), (.erlang(shape: 4, mean: 3), 3, 0.25),
    (.erlang(shape: 40, mean: 3), 3, 0.025), (.gamma(shape: 0.5, scale: 4), 2, 2),
    (.gamma(shape: 2.5, scale: 2), 5, 0.4), (.geometric(mean: 1.5), 1.5, 2.5 / 1.5),
    (.uniform(low: 2, high: 4), 3, 1.0 / 27), (.normal(mean: 10, deviation: 2), 10, 0.04),
    (.constant(5), 5, 0),
  ]

  @Test(arguments: oracles)
  func `exact moments are those of the oracles`(sampler: Sampler, mean: Double, scv: Double) {
    #expect(abs(sampler.mean - mean) < 1e-6 * mean)
    #expect(abs(sampler.variance - scv * mean * mean) <= 2e-6 * scv * mean * mean)
  }

  @Test func `exact moments of tables are those of their points`() {
    var tables = SamplerTables()
    let hyper = Sampler.hyperexponential([(0.9, 0.5), (0.1, 5.5)], in: &tables)
    #expect(abs(hyper.mean - 1) < 1e-12)
    #expect(abs(hyper.variance - 5.5) < 1e-12)
    let empirical = Sampler.empirical([(0, 0), (0.5, 10), (1, 20)], in: &tables)
    #expect(abs(empirical.mean - 10) < 1e-12)
    #expect(abs(empirical.variance - 400.0 / 12) < 1e-9)
    let zipf = Sampler.zipf(exponent: 0.99, count: 1000, in: &tables)
    #expect(abs(zipf.mean - 137.270_212_9) < 1e-6)
    withExtendedLifetime(tables) {}
  }

  @Test(arguments: oracles.filter { $0.0.family != .constant })
  func `drawn means and variances are the exact ones`(
    sampler: Sampler, mean: Double, scv: Double
  ) {
    let key = StreamKey(seed: 200)
    let count = 300_000
    var sum = 0.0
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 4)
      sum += sampler.draw(&stream)
    }
    let error = (scv / Double(count)).squareRoot() * mean
    #expect(abs(sum / Double(count) - mean) < 4.5 * error)
    // Variances only where the fourth moment is small enough for a sample to show them.
    guard scv <= 2.5 else { return }
    var squares = 0.0
    let drawn = sum / Double(count)
    for number in 0..<count {
      var stream = key.stream(entity: UInt64(number), purpose: 4)
      let distance = sampler.draw(&stream) - drawn
      squares += distance * distance
    }
    let variance = scv * mean * mean
    // Kurtosis up to 60 (lognormal with cv 1.1): 5 errors are 5 √(59/300 000) = 7 %; the Pareto law
    // of shape 2.5 has none and is left out.
    guard sampler.family != .pareto else { return }
    #expect(abs(squares / Double(count) - variance) < 0.07 * variance)
  }

  @Test func `a lognormal of mean 5 ms is not one of log-mean 5 ms`() {
    // cv 0.8: sigma² = ln(1 + cv²), mu = ln(mean) - sigma²/2.
    let square = Elementary.log(1 + 0.8 * 0.8)
    let right = Sampler.lognormal(
      mu: Elementary.log(5e6) - square / 2, sigma: square.squareRoot())
    let swapped = Sampler.lognormal(mu: Elementary.log(5e6), sigma: square.squareRoot())
    let key = StreamKey(seed: 201)
    var sums = [0.0, 0.0]
    for number in 0..<200_000 {
      var stream = key.stream(entity: UInt64(number), purpose: 0)
      var same = stream
      sums[0] += right.draw(&stream) / 200_000
      sums[1] += swapped.draw(&same) / 200_000
    }
    // The error of the mean is 0.8 / √200 000 = 0.18 %; the swap makes it 28 % too large.
    #expect(abs(sums[0] / 5e6 - 1) < 0.008)
    #expect(sums[1] / 5e6 > 1.2)
    #expect(abs(right.mean / 5e6 - 1) < 1e-12)
  }

  @Test func `draws are moved by the offset and kept between minimum and maximum`() {
    let sampler = Sampler.exponential(mean: 10).with(offset: 3, minimum: 5, maximum: 20)
    let key = StreamKey(seed: 202)
    var ends = [0, 0]
    for number in 0..<20_000 {
      var stream = key.stream(entity: UInt64(number), purpose: 0)
      var same = stream
      let value = sampler.draw(&stream)
      let raw = Sampler.exponential(mean: 10).draw(&same)
      #expect(value == min(max(raw + 3, 5), 20))
      if value == 5 { ends[0] += 1 }
      if value == 20 { ends[1] += 1 }
    }
    #expect(ends[0] > 1000 && ends[1] > 1000)
    #expect(sampler.mean == 13)
  }

  @Test func `times are rounded to the nearest nanosecond and kept in range`() {
    let cases: [(Double, Int64)] = [
      (0, 0), (0.4, 0), (0.5, 0), (0.6, 1), (1.5, 2), (2.5, 2), (1e6 + 0.75, 1_000_001),
      (-1, 0), (.nan, 0), (-.infinity, 0), (.infinity, 1 << 60), (0x1p60, 1 << 60),
      (0x1p59, 1 << 59), (0x1p61, 1 << 60), (0x1p52 - 0.5, 1 << 52), (0x1p52, 1 << 52),
      (0x1p53 + 2, (1 << 53) + 2),
    ]
    for (value, rounded) in cases {
      #expect(Sampler.wholeNanoseconds(value) == rounded, "\(value)")
    }
  }

  @Test func `a draw does not depend on how many words other draws took`() {
    let key = StreamKey(seed: 203)
    let gamma = Sampler.gamma(shape: 0.7, scale: 1)
    var first = key.stream(entity: 8, purpose: 1)
    let alone = gamma.draw(&first)
    var other = key.stream(entity: 7, purpose: 1)
    for _ in 0..<10 { _ = gamma.draw(&other) }
    var second = key.stream(entity: 8, purpose: 1)
    #expect(gamma.draw(&second) == alone)
    #expect(first.counter == second.counter)
  }

  @Test func `draws keep their bits forever`() {
    var tables = SamplerTables()
    var samplers = Self.oracles.map(\.0)
    samplers.append(.hyperexponential([(0.9, 0.5), (0.1, 5.5)], in: &tables))
    samplers.append(.empirical([(0, 1), (0.5, 2), (1, 9)], in: &tables))
    samplers.append(.zipf(exponent: 1.1, count: 50, in: &tables))
    let key = StreamKey(seed: 2017, replication: 3)
    var digest: UInt64 = 0
    for (index, sampler) in samplers.enumerated() {
      var stream = key.stream(entity: UInt64(index), purpose: 5)
      for _ in 0..<5000 { digest = BitMixer.mix(digest ^ sampler.draw(&stream).bitPattern) }
    }
    withExtendedLifetime(tables) {}
    #expect(digest == 1_292_693_960_081_584_117)
  }

  @Test func `impossible parameters are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Sampler.weibull(shape: 0, scale: 1) }
    await #expect(processExitsWith: .failure) { _ = Sampler.geometric(mean: -1) }
    await #expect(processExitsWith: .failure) {
      _ = Sampler.constant(1).with(minimum: 2, maximum: 1)
    }
    await #expect(processExitsWith: .failure) {
      var tables = SamplerTables()
      _ = Sampler.empirical([(0, 1), (0.9, 2)], in: &tables)
    }
  }
}
