/// Writes values as bytes: whole numbers in groups of seven bits, floating numbers by their bits,
/// text with its length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func count(_ value: Int) { number(UInt64(value)) }

  mutating func double(_ value: Double) { fixed(value.bitPattern) }

  mutating func float(_ value: Float) { fixed(value.bitPattern) }

  mutating func string(_ value: String) {
    count(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// A mark whether there is a value, and the value.
  mutating func optional<Value>(
    _ value: Value?, _ write: (inout ByteWriter, Value) -> Void
  ) {
    bytes.append(value == nil ? 0 : 1)
    if let value { write(&self, value) }
  }

  /// The number of values, and the values.
  mutating func list<Values: Collection>(
    _ values: Values, _ write: (inout ByteWriter, Values.Element) -> Void
  ) {
    count(values.count)
    for value in values { write(&self, value) }
  }

  /// The lowest byte first.
  private mutating func fixed(_ bits: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: bits.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}
