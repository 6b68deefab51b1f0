extension UnsafePointer<Sampler> {
  /// One draw as whole nanoseconds, as `Sampler.drawNanoseconds`, of a sampler that stays in its
  /// place: only the fields that the family needs are read, where a draw of a copy moves all 64
  /// bytes of it.
  @inlinable @inline(__always)
  public func drawNanoseconds(_ stream: inout RandomStream) -> Int64 {
    if self.pointee.isTame {
      let normal = Ziggurat(table: self.pointee.table).normal(&stream)
      let moved =
        Elementary.expInRange(self.pointee.first + self.pointee.second * normal)
        + self.pointee.offset
      let raised = moved < self.pointee.minimum ? self.pointee.minimum : moved
      return Sampler.wholeTameNanoseconds(
        raised > self.pointee.maximum ? self.pointee.maximum : raised)
    }
    let raw: Double
    switch self.pointee.family {
    case .constant: raw = self.pointee.first
    case .exponential:
      raw = self.pointee.first * Ziggurat(table: self.pointee.table).exponential(&stream)
    case .lognormal:
      let normal = Ziggurat(table: self.pointee.table).normal(&stream)
      raw = Elementary.exp(self.pointee.first + self.pointee.second * normal)
    default:
      let rest = self.pointee.drawOther(stream)
      stream.counter = rest.counter
      raw = rest.value
    }
    let moved = raw + self.pointee.offset
    let raised = moved < self.pointee.minimum ? self.pointee.minimum : moved
    return Sampler.wholeNanoseconds(raised > self.pointee.maximum ? self.pointee.maximum : raised)
  }
}
