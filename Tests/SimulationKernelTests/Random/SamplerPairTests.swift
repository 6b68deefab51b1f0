import SimulationKernel
import Testing

@Suite struct SamplerPairTests {
  static let samplers: [Sampler] = [
    Sampler.lognormal(mu: 16, sigma: 0.9).with(offset: 1000, minimum: 2_000_000),
    Sampler.lognormal(mu: 12, sigma: 0.5).with(maximum: 200_000),
    .lognormal(mu: 50, sigma: 2), .exponential(mean: 1e6), .constant(10_000),
    .erlang(shape: 3, mean: 1e5),
  ]

  @Test(arguments: samplers.indices, samplers.indices)
  func `two draws at once are to the bit those of one after the other`(first: Int, second: Int) {
    withUnsafePointer(to: Self.samplers[first]) { one in
      withUnsafePointer(to: Self.samplers[second]) { two in
        for number in 0..<20_000 as Range<UInt64> {
          let key = BitMixer.mix(number)
          var streams = (
            RandomStream(key: key, counter: number % 3), RandomStream(key: ~key)
          )
          var apart = streams
          let drawn = one.drawNanoseconds(&streams.0, with: two, &streams.1)
          #expect(drawn.0 == one.drawNanoseconds(&apart.0))
          #expect(drawn.1 == two.drawNanoseconds(&apart.1))
          #expect(streams.0.counter == apart.0.counter)
          #expect(streams.1.counter == apart.1.counter)
        }
      }
    }
  }
}
