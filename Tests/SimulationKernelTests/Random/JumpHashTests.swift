import SimulationKernel
import Testing

@Suite struct JumpHashTests {
  /// Known answers of the published algorithm, as other implementations give them.
  @Test(
    arguments: [
      (1, 1, 0), (42, 57, 43), (0xDEAD_10CC, 1, 0), (0xDEAD_10CC, 666, 361), (256, 1024, 520),
      (0, 60, 0), (1, 60, 55), (2, 60, 46),
    ] as [(UInt64, Int32, Int32)])
  func `the hash gives its known answers`(key: UInt64, buckets: Int32, bucket: Int32) {
    #expect(jumpHash(key: key, buckets: buckets) == bucket)
  }

  @Test func `a further bucket takes its share and moves nothing else`() {
    let keys = 20_000
    for buckets: Int32 in [1, 2, 9, 100, 128] {
      var moved = 0
      for number in 0..<keys {
        let key = BitMixer.mix(UInt64(number))
        let before = jumpHash(key: key, buckets: buckets)
        let after = jumpHash(key: key, buckets: buckets + 1)
        #expect(before >= 0 && before < buckets)
        if before != after {
          #expect(after == buckets)
          moved += 1
        }
      }
      let share = 1 / Double(buckets + 1)
      let error = (Double(keys) * share * (1 - share)).squareRoot()
      #expect(abs(Double(moved) - Double(keys) * share) < 5 * error)
    }
  }
}
