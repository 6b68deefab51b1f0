import SimulationStatistics

/// The latency histograms of a run under the names of their metrics; merges exactly.
///
/// A class, since histograms are not copied: 58 KB each.
public final class HistogramSet: @unchecked Sendable {
  /// For example `tiers.cache.wait_ms`, in a fixed order.
  public let names: [String]
  let bank: HistogramBank

  init(names: [String], from sources: [HistogramHandle]) {
    self.names = names
    bank = HistogramBank(count: names.count)
    for (index, source) in sources.enumerated() { bank[index].merge(source) }
  }

  /// A set of empty histograms.
  public init(names: [String]) {
    self.names = names
    bank = HistogramBank(count: names.count)
  }

  /// A copy of another set.
  public init(copying other: HistogramSet) {
    names = other.names
    bank = HistogramBank(count: names.count)
    for index in names.indices { bank[index].merge(other.bank[index]) }
  }

  /// The histogram of a name, valid as long as the set; nil for an unknown name.
  public subscript(name: String) -> HistogramHandle? {
    names.firstIndex(of: name).map { bank[$0] }
  }

  /// The histogram at a place in `names`.
  public func histogram(_ index: Int) -> HistogramHandle { bank[index] }

  /// Adds what another run of the same scenario has counted. Integers: the order does not matter.
  public func merge(_ other: HistogramSet) {
    for index in names.indices { bank[index].merge(other.bank[index]) }
  }
}
