import SimulationKernel
import Testing

@Suite struct RandomWordTests {
  @Test func `SplitMix64 gives its known answers`() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }

  /// Words computed by a second implementation of the same definition, in Python.
  @Test(
    arguments: [
      (0, 0, 0, 0, [0x2675_5963_8EC9_C9FF, 0x7F67_39DA_E18C_A623, 0x2858_259C_9425_6E3B]),
      (1, 0, 0, 0, [0xCBCB_D79E_249A_93FF, 0x480E_D153_F80E_7A5D, 0xD124_E995_75A1_0AAE]),
      (1, 0, 0, 1, [0x4247_D694_D38E_C3F7, 0x1690_B3A0_7A8B_E250, 0xFA00_A812_0D34_8E19]),
      (1, 0, 1, 0, [0x9CF3_0FAD_0D21_AC60, 0x4214_5850_1833_7606, 0x4127_59A9_676D_EB66]),
      (1, 1, 0, 0, [0x1D72_1D05_4032_3399, 0xC816_A671_96F7_AA69, 0x3637_1246_5E5F_D077]),
      (
        .max, .max, .max, .max,
        [0x7977_4F9B_12F1_FD60, 0x3749_4874_3D0A_2CD1, 0x4E99_4450_9334_60E1]
      ),
    ] as [(UInt64, UInt32, UInt64, UInt8, [UInt64])])
  func `the words of a stream are the same forever`(
    seed: UInt64, replication: UInt32, entity: UInt64, purpose: UInt8, words: [UInt64]
  ) {
    let key = StreamKey(seed: seed, replication: replication)
    var stream = key.stream(entity: entity, purpose: purpose)
    for (number, word) in words.enumerated() {
      #expect(stream.next() == word)
      let direct = RandomStream.word(
        key: key.key(entity: entity, purpose: purpose), counter: UInt64(number + 1))
      #expect(direct == word)
    }
  }

  @Test func `keys of entities and purposes never meet within a run`() {
    let key = StreamKey(seed: 5)
    var keys: Set<UInt64> = []
    for entity in 0..<2000 {
      for purpose: UInt8 in 0..<16 {
        keys.insert(key.key(entity: UInt64(entity), purpose: purpose))
      }
    }
    #expect(keys.count == 32_000)
  }

  @Test func `flipping any one bit of what names a word flips about half of it`() {
    var flips = [Int](repeating: 0, count: 64)
    var trials = 0
    for sample in 0..<200 {
      let seed = UInt64(sample) &* 977
      let entity = UInt64(sample) &* 31
      let word = StreamKey(seed: seed).stream(entity: entity, purpose: 7).first
      for bit in 0..<64 {
        let mask: UInt64 = 1 << UInt64(bit)
        var others = [
          StreamKey(seed: seed ^ mask).stream(entity: entity, purpose: 7).first,
          StreamKey(seed: seed).stream(entity: entity ^ mask, purpose: 7).first,
        ]
        if bit < 8 {
          others.append(
            StreamKey(seed: seed).stream(entity: entity, purpose: 7 ^ UInt8(mask)).first)
        }
        if bit < 32 {
          others.append(
            StreamKey(seed: seed, replication: UInt32(mask))
              .stream(entity: entity, purpose: 7).first)
        }
        for other in others {
          trials += 1
          for out in 0..<64 where (word ^ other) >> UInt64(out) & 1 == 1 { flips[out] += 1 }
        }
      }
    }
    // Each output bit flips in half of the trials; six standard errors of a fair coin.
    let half = Double(trials) / 2
    let slack = 6 * (Double(trials) / 4).squareRoot()
    #expect(flips.allSatisfy { abs(Double($0) - half) < slack })
  }

  @Test(arguments: Neighbours.allCases)
  func `words of neighbours fill the cells of a square evenly`(neighbours: Neighbours) {
    // Pairs of words that a model would set side by side, in 64 x 64 cells by their top bits and,
    // again, by their lowest bits.
    for shift: UInt64 in [58, 0] {
      var cells = [Int](repeating: 0, count: 4096)
      let pairs = 400_000
      for number in 0..<pairs {
        let (left, right) = neighbours.pair(UInt64(number))
        cells[Int(left >> shift & 63) * 64 + Int(right >> shift & 63)] += 1
      }
      let expected = Double(pairs) / 4096
      let chiSquare = cells.reduce(0.0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      // Chi-square with 4095 degrees: mean 4095, deviation 90.5; five deviations either way.
      #expect(abs(chiSquare - 4095) < 453, "\(neighbours) shift \(shift): \(chiSquare)")
    }
  }

  @Test(arguments: Neighbours.allCases)
  func `words of neighbours are uncorrelated`(neighbours: Neighbours) {
    let pairs = 400_000
    var product = 0.0
    var mean = 0.0
    for number in 0..<pairs {
      let (left, right) = neighbours.pair(UInt64(number))
      let a = RandomStream.uniform(of: left) - 0.5
      let b = RandomStream.uniform(of: right) - 0.5
      product += a * b
      mean += a
    }
    // A product of two such numbers has deviation 1/12, one number 1/√12; five errors of the mean.
    let root = Double(pairs).squareRoot()
    #expect(abs(product / Double(pairs)) < 5.0 / 12 / root)
    #expect(abs(mean / Double(pairs)) < 5 * 0.2887 / root)
  }

  /// Pairs of words that could be related by how they are named.
  enum Neighbours: CaseIterable {
    case nextWord, wordAfterNext, nextEntity, nextPurpose, nextReplication, nextSeed

    func pair(_ number: UInt64) -> (UInt64, UInt64) {
      let key = StreamKey(seed: 42)
      switch self {
      case .nextWord:
        let stream = key.key(entity: 3, purpose: 0)
        return (
          RandomStream.word(key: stream, counter: number),
          RandomStream.word(key: stream, counter: number + 1)
        )
      case .wordAfterNext:
        let stream = key.key(entity: 4, purpose: 0)
        return (
          RandomStream.word(key: stream, counter: number),
          RandomStream.word(key: stream, counter: number + 2)
        )
      case .nextEntity:
        return (
          key.stream(entity: number, purpose: 1).first,
          key.stream(entity: number + 1, purpose: 1).first
        )
      case .nextPurpose:
        return (
          key.stream(entity: number, purpose: 1).first, key.stream(entity: number, purpose: 2).first
        )
      case .nextReplication:
        return (
          key.stream(entity: number, purpose: 1).first,
          StreamKey(seed: 42, replication: 1).stream(entity: number, purpose: 1).first
        )
      case .nextSeed:
        return (
          StreamKey(seed: number).stream(entity: 0, purpose: 0).first,
          StreamKey(seed: number + 1).stream(entity: 0, purpose: 0).first
        )
      }
    }
  }
}

extension RandomStream {
  /// The next word of a copy.
  fileprivate var first: UInt64 {
    var copy = self
    return copy.next()
  }
}
