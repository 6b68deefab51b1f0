extension Ziggurat {
  /// A draw that did not end in the sure part of its layer, and how many words it took in all.
  @usableFromInline typealias RareDraw = (value: Double, counter: UInt64)

  /// Ends a normal draw in the wedge or the tail, or starts it again.
  @inline(never) @usableFromInline
  func normalBeside(
    layer: Int, magnitude: Double, sign: UInt64, _ stream: RandomStream
  ) -> RareDraw {
    var stream = stream
    var layer = layer
    var magnitude = magnitude
    var sign = sign
    while true {
      if layer == 0 {
        // Marsaglia's tail: exponential steps beyond r, thinned to the normal density.
        let tail = Ziggurat.normalTail
        var step: Double
        var height: Double
        repeat {
          step = -Elementary.log(stream.positiveUniform()) / tail
          height = -Elementary.log(stream.positiveUniform())
        } while height + height < step * step
        return (Double(bitPattern: (tail + step).bitPattern | sign), stream.counter)
      }
      let density = Elementary.exp(-0.5 * magnitude * magnitude)
      if isBelow(density, layer: layer, stream.uniform()) {
        return (Double(bitPattern: magnitude.bitPattern | sign), stream.counter)
      }
      let word = stream.next()
      let place = Double(Int64(bitPattern: word &>> 11))
      layer = Int(truncatingIfNeeded: word & 255)
      magnitude = place * table[2 * layer]
      sign = (word & 256) &<< 55
      if place < table[2 * layer + 1] {
        return (Double(bitPattern: magnitude.bitPattern | sign), stream.counter)
      }
    }
  }

  /// Ends an exponential draw in the wedge or the tail, or starts it again.
  @inline(never) @usableFromInline
  func exponentialBeside(
    layer: Int, magnitude: Double, _ stream: RandomStream
  ) -> RareDraw {
    var stream = stream
    var layer = layer
    var magnitude = magnitude
    var passed = 0.0
    while true {
      if layer == 0 {
        // Beyond r an exponential number is r plus a fresh one.
        passed += Ziggurat.exponentialTail
      } else if isBelow(Elementary.exp(-magnitude), layer: layer, stream.uniform()) {
        return (passed + magnitude, stream.counter)
      }
      let word = stream.next()
      let place = Double(Int64(bitPattern: word &>> 11))
      layer = Int(truncatingIfNeeded: word & 255)
      magnitude = place * table[2 * layer]
      if place < table[2 * layer + 1] { return (passed + magnitude, stream.counter) }
    }
  }

  /// Whether a point at height `share` of the wedge of `layer` lies under the density.
  private func isBelow(_ density: Double, layer: Int, _ share: Double) -> Bool {
    let bottom = table[512 + layer]
    let top = table[512 + layer + 1]
    return bottom + share * (top - bottom) < density
  }
}
