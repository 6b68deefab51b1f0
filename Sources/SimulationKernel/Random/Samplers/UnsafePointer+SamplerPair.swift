extension UnsafePointer<Sampler> {
  /// Two draws at once, as `drawNanoseconds` of each: the same numbers to the bit.
  ///
  /// The arithmetic of two log-normal draws goes through the two halves of one register, and
  /// neither waits for the other. Rare cases and other families are drawn one after the other.
  @inlinable @inline(__always)
  public func drawNanoseconds(
    _ stream: inout RandomStream, with other: UnsafePointer<Sampler>,
    _ otherStream: inout RandomStream
  ) -> (Int64, Int64) {
    let word = RandomStream.word(key: stream.key, counter: stream.counter &+ 1)
    let otherWord = RandomStream.word(key: otherStream.key, counter: otherStream.counter &+ 1)
    if let drawn = quickly(word, with: other, otherWord) {
      stream.counter &+= 1
      otherStream.counter &+= 1
      return drawn
    }
    let slow = slowly(stream, with: other, otherStream)
    stream.counter = slow.counter
    otherStream.counter = slow.otherCounter
    return (slow.first, slow.second)
  }

  /// Two draws of one word each; nil when a family or a word asks for more.
  @inlinable @inline(__always)
  func quickly(
    _ word: UInt64, with other: UnsafePointer<Sampler>, _ otherWord: UInt64
  ) -> (Int64, Int64)? {
    guard self.pointee.isTame && other.pointee.isTame else { return nil }
    // Both have the table of normal numbers.
    let table = self.pointee.table
    let layer = 2 &* Int(truncatingIfNeeded: word & 255)
    let otherLayer = 2 &* Int(truncatingIfNeeded: otherWord & 255)
    let place = Double(Int64(bitPattern: word &>> 11))
    let otherPlace = Double(Int64(bitPattern: otherWord &>> 11))
    guard place < table[layer &+ 1], otherPlace < table[otherLayer &+ 1] else { return nil }
    let sizes = SIMD2(place, otherPlace) * SIMD2(table[layer], table[otherLayer])
    let signs = SIMD2(word & 256, otherWord & 256) &<< SIMD2(repeating: 55)
    let normals = Self.doubles(Self.patterns(sizes) | signs)
    let first = SIMD2(self.pointee.first, other.pointee.first)
    let second = SIMD2(self.pointee.second, other.pointee.second)
    let offset = SIMD2(self.pointee.offset, other.pointee.offset)
    let minimum = SIMD2(self.pointee.minimum, other.pointee.minimum)
    let maximum = SIMD2(self.pointee.maximum, other.pointee.maximum)
    let moved = Elementary.expInRange(first + second * normals) + offset
    let raised = moved.replacing(with: minimum, where: moved .< minimum)
    let kept = raised.replacing(with: maximum, where: raised .> maximum)
    let whole =
      Self.patterns(kept + SIMD2(repeating: 0x1p52))
      &- SIMD2(repeating: (0x1p52).bitPattern)
    return (Int64(bitPattern: whole[0]), Int64(bitPattern: whole[1]))
  }

  @inlinable @inline(__always)
  static func patterns(_ numbers: SIMD2<Double>) -> SIMD2<UInt64> {
    unsafeBitCast(numbers, to: SIMD2<UInt64>.self)
  }

  @inlinable @inline(__always)
  static func doubles(_ patterns: SIMD2<UInt64>) -> SIMD2<Double> {
    unsafeBitCast(patterns, to: SIMD2<Double>.self)
  }

  @inline(never) @usableFromInline
  func slowly(
    _ stream: RandomStream, with other: UnsafePointer<Sampler>, _ otherStream: RandomStream
  ) -> (first: Int64, second: Int64, counter: UInt64, otherCounter: UInt64) {
    var stream = stream
    var otherStream = otherStream
    let first = drawNanoseconds(&stream)
    let second = other.drawNanoseconds(&otherStream)
    return (first, second, stream.counter, otherStream.counter)
  }
}
