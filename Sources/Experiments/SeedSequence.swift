import SimulationKernel

/// The seeds of replications.
public enum SeedSequence {
  /// The seed of replication `number` of a scenario: the scenario's own for 0, else one that has
  /// nothing to do with it or with the others.
  public static func seed(_ seed: UInt64, replication number: Int) -> UInt64 {
    if number == 0 { return seed }
    return BitMixer.mix(
      BitMixer.mix(seed &+ BitMixer.goldenGamma) ^ UInt64(number) &* 0x9FB2_1C65_1E98_DF25)
  }
}
