/// The bucket rule of the log-linear histograms: whole numbers below 2^bits have a bucket each,
/// every octave above is cut into 2^bits equal buckets.
///
/// So a bucket is at most 2^-bits of its values wide. The rule is that of HdrHistogram (G. Tene).
public enum HistogramIndex {
  /// The bucket of `value`, from 0; two instructions for the octave, a shift and an addition.
  @inlinable @inline(__always)
  public static func bucket(of value: UInt64, bits: Int) -> Int {
    let octave = 63 &- (value | (1 &<< UInt64(bits))).leadingZeroBitCount
    let shift = octave &- bits
    return (shift &<< bits) &+ Int(truncatingIfNeeded: value &>> UInt64(shift))
  }

  /// The smallest value of `bucket`.
  @inlinable public static func lowest(of bucket: Int, bits: Int) -> UInt64 {
    let shift = max(0, bucket &>> bits &- 1)
    return UInt64(bucket &- (shift &<< bits)) &<< UInt64(shift)
  }

  /// The largest value of `bucket`.
  @inlinable public static func highest(of bucket: Int, bits: Int) -> UInt64 {
    let shift = max(0, bucket &>> bits &- 1)
    return lowest(of: bucket, bits: bits) &+ (1 &<< UInt64(shift)) &- 1
  }

  /// The value that stands for `bucket`: the middle, rounded down.
  @inlinable public static func middle(of bucket: Int, bits: Int) -> UInt64 {
    let low = lowest(of: bucket, bits: bits)
    return low &+ (highest(of: bucket, bits: bits) &- low) / 2
  }

  /// The number of buckets for values below 2^octaves.
  @inlinable public static func count(octaves: Int, bits: Int) -> Int {
    (octaves &- bits &+ 1) &<< bits
  }
}
