/// A row of buckets with a bitmap of those that hold events. Freed by the queue that owns it.
@frozen
@usableFromInline
struct BucketRow {
  @usableFromInline let heads: UnsafeMutablePointer<BucketHead>
  @usableFromInline let bits: UnsafeMutablePointer<UInt64>
  @usableFromInline let count: Int

  @usableFromInline
  init(count: Int) {
    self.count = count
    heads = .allocate(capacity: count)
    heads.initialize(repeating: .empty, count: count)
    bits = .allocate(capacity: (count + 63) / 64)
    bits.initialize(repeating: 0, count: (count + 63) / 64)
  }

  func deallocate() {
    heads.deallocate()
    bits.deallocate()
  }

  /// Empties a bucket; answers what its chain began with.
  @inlinable
  @inline(__always)
  func take(_ index: Int) -> BucketHead {
    bits[index &>> 6] &= ~(1 &<< UInt64(index & 63))
    let head = heads[index]
    heads[index] = .empty
    return head
  }

  /// The first bucket with events at or after `from`; `count` when there is none.
  @inlinable
  @inline(__always)
  func next(from: Int) -> Int {
    if from >= count { return count }
    var word = from &>> 6
    var current = bits[word] & (UInt64.max &<< UInt64(from & 63))
    let words = (count + 63) &>> 6
    while current == 0 {
      word += 1
      if word >= words { return count }
      current = bits[word]
    }
    return word &<< 6 + current.trailingZeroBitCount
  }
}
