/// Normal and exponential numbers by the ziggurat method, with tables computed by `Elementary`.
///
/// A density is covered by 256 layers of equal area `v`; layer 0 holds the tail beyond `r`. One
/// word gives the layer (8 bits), the sign (1 bit) and the place in the layer (53 bits), none of
/// them shared; 98.8 % of the draws end there. Method: G. Marsaglia, W. W. Tsang, "The ziggurat
/// method for generating random variables", J. Stat. Soft. 5(8), 2000; r and v for 256 layers are
/// theirs, to more digits.
///
/// The tables are made once per process and live until it ends.
@frozen public struct Ziggurat: @unchecked Sendable {
  /// 256 pairs (width × 2^-53, sure part × 2^53), then 257 densities: 769 numbers.
  @usableFromInline let table: UnsafePointer<Double>

  /// The tables of exp(-x²/2).
  public static let normal = Ziggurat(
    tail: normalTail, density: { Elementary.exp(-0.5 * $0 * $0) },
    inverse: { (-2 * Elementary.log($0)).squareRoot() }, area: 0.004_928_673_233_974_655)
  /// The tables of exp(-x).
  public static let exponential = Ziggurat(
    tail: exponentialTail, density: { Elementary.exp(-$0) },
    inverse: { -Elementary.log($0) }, area: 0.003_949_659_822_581_572)

  /// Where the normal tail begins.
  static let normalTail = 3.654_152_885_361_009
  /// Where the exponential tail begins.
  static let exponentialTail = 7.697_117_470_131_049_7

  init(
    tail: Double, density: (Double) -> Double, inverse: (Double) -> Double, area: Double
  ) {
    var edges = [area / density(tail), tail]
    while edges.count < 256 {
      let last = edges[edges.count - 1]
      edges.append(inverse(area / last + density(last)))
    }
    edges.append(0)
    let storage = UnsafeMutablePointer<Double>.allocate(capacity: 769)
    for layer in 0..<256 {
      storage[2 * layer] = edges[layer] * 0x1p-53
      storage[2 * layer + 1] = edges[layer + 1] / edges[layer] * 0x1p53
    }
    for layer in 0...256 { storage[512 + layer] = density(edges[layer]) }
    storage[512] = 0
    table = UnsafePointer(storage)
  }

  @inlinable @inline(__always)
  init(table: UnsafePointer<Double>) { self.table = table }

  /// A standard normal number.
  @inlinable @inline(__always)
  public func normal(_ stream: inout RandomStream) -> Double {
    let word = stream.next()
    let layer = Int(truncatingIfNeeded: word & 255)
    let place = Double(Int64(bitPattern: word &>> 11))
    let magnitude = place * table[2 &* layer]
    let sign = (word & 256) &<< 55
    if place < table[2 &* layer &+ 1] {
      return Double(bitPattern: magnitude.bitPattern | sign)
    }
    let rest = normalBeside(layer: layer, magnitude: magnitude, sign: sign, stream)
    stream.counter = rest.counter
    return rest.value
  }

  /// An exponential number of mean 1.
  @inlinable @inline(__always)
  public func exponential(_ stream: inout RandomStream) -> Double {
    let word = stream.next()
    let layer = Int(truncatingIfNeeded: word & 255)
    let place = Double(Int64(bitPattern: word &>> 11))
    let magnitude = place * table[2 &* layer]
    if place < table[2 &* layer &+ 1] { return magnitude }
    let rest = exponentialBeside(layer: layer, magnitude: magnitude, stream)
    stream.counter = rest.counter
    return rest.value
  }
}
