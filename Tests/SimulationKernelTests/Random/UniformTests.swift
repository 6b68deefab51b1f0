import SimulationKernel
import Testing

@Suite struct UniformTests {
  @Test func `uniform numbers keep to their half-open intervals at the extreme words`() {
    #expect(RandomStream.uniform(of: 0) == 0)
    #expect(RandomStream.uniform(of: .max) == 1 - 0x1p-53)
    #expect(RandomStream.positiveUniform(of: 0) == 0x1p-53)
    #expect(RandomStream.positiveUniform(of: .max) == 1)
  }

  @Test func `uniform numbers fill their interval evenly`() {
    var stream = StreamKey(seed: 1).stream(entity: 0, purpose: 0)
    var cells = [Int](repeating: 0, count: 1000)
    for _ in 0..<1_000_000 { cells[Int(stream.uniform() * 1000)] += 1 }
    let chiSquare = cells.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 1000 }
    // Chi-square with 999 degrees: deviation 44.7; five deviations.
    #expect(abs(chiSquare - 999) < 224)
  }

  @Test(arguments: [1, 2, 3, 7, 100, 1000] as [UInt64])
  func `whole numbers below a bound are evenly likely`(bound: UInt64) {
    var stream = StreamKey(seed: 2).stream(entity: bound, purpose: 0)
    var counts = [Int](repeating: 0, count: Int(bound))
    let draws = 200_000
    for _ in 0..<draws { counts[Int(stream.uniform(below: bound))] += 1 }
    let expected = Double(draws) / Double(bound)
    let chiSquare = counts.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    let degrees = Double(bound - 1)
    #expect(abs(chiSquare - degrees) <= 5 * (2 * degrees).squareRoot())
  }

  @Test func `a chance of 0 never and of 1 always comes true`() {
    var stream = StreamKey(seed: 3).stream(entity: 0, purpose: 0)
    var hits = 0
    for _ in 0..<10_000 {
      if stream.bernoulli(.never) { hits += 1_000_000 }
      if stream.bernoulli(.always) { hits += 1 }
    }
    #expect(hits == 10_000)
    #expect(Chance(-1) == .never)
    #expect(Chance(2) == .always)
    #expect(Chance(.nan) == .never)
  }

  @Test(arguments: [0.001, 0.25, 0.5, 0.9])
  func `a chance comes true as often as it says`(probability: Double) {
    var stream = StreamKey(seed: 4).stream(entity: 0, purpose: 0)
    let chance = Chance(probability)
    var hits = 0
    for _ in 0..<400_000 where stream.bernoulli(chance) { hits += 1 }
    let error = (400_000 * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(hits) - 400_000 * probability) < 5 * error)
  }
}
