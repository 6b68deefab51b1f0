/// How the amount of an opening is bounded (docs/model/amounts.md).
@frozen public enum AmountRule: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// Up to twice the remaining average: the rule of the originals.
  case doubleMean
  /// The same under a hard cap of twice the first average, with the lower guard that it needs.
  case cappedDoubleMean
}
