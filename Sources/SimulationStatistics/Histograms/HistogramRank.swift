/// The nearest-rank rule shared by all quantiles of this module.
public enum HistogramRank {
  /// ⌈probability × count⌉, kept in 1...count; `count` must not be 0.
  ///
  /// A product within 1e-9 of a whole number counts as that number, so 0.99 × 1 000 is 990 in spite
  /// of the rounding of 0.99.
  public static func nearest(_ probability: Double, count: UInt64) -> UInt64 {
    let place = probability * Double(count)
    guard place > 1 else { return 1 }
    guard place < Double(count) else { return count }
    let below = place.rounded(.down)
    let rank = UInt64(below) + (place - below > 1e-9 * max(1, below) ? 1 : 0)
    return min(max(rank, 1), count)
  }
}
