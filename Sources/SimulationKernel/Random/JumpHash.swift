/// Jump consistent hash: the bucket of `key` among `buckets`, with no table.
///
/// Going from n to n + 1 buckets moves a share of 1/(n+1) of the keys, all of them to the new
/// bucket. Time grows with the logarithm of `buckets`. Source: J. Lamping, E. Veach, "A fast,
/// minimal memory, consistent hash algorithm", arXiv:1406.2294 (2014). `key` should be well mixed
/// or distinct; the function steps it with a linear congruential generator.
///
/// - Precondition: `buckets` is at least 1; fewer give bucket 0.
@inlinable public func jumpHash(key: UInt64, buckets: Int32) -> Int32 {
  var state = key
  var bucket: Int64 = 0
  var candidate: Int64 = 0
  let limit = Int64(buckets)
  while candidate < limit {
    bucket = candidate
    state = state &* 2_862_933_555_777_941_757 &+ 1
    let divisor = Double(Int64(bitPattern: (state &>> 33) &+ 1))
    candidate = Int64(Double(bucket &+ 1) * (0x1p31 / divisor))
  }
  return Int32(truncatingIfNeeded: bucket)
}
