/// Writes structures in the compact protocol of Apache Thrift, in which Parquet keeps its metadata.
///
/// Only what Parquet needs: 32- and 64-bit integers, texts, lists and structures. Fields are
/// written in the order of their numbers, each as the difference from the one before
/// (`doc/specs/thrift-compact-protocol.md` of Thrift).
struct ThriftCompactWriter {
  private(set) var bytes: [UInt8] = []
  /// The number of the last field of each open structure.
  private var lastFields: [Int] = [0]

  /// Types on the wire.
  enum WireType: UInt8 {
    case integer32 = 5
    case integer64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  mutating func field(_ number: Int, integer32 value: Int) {
    header(number, .integer32)
    zigzag(value)
  }

  mutating func field(_ number: Int, integer64 value: Int) {
    header(number, .integer64)
    zigzag(value)
  }

  mutating func field(_ number: Int, text: String) {
    header(number, .binary)
    write(text)
  }

  mutating func field(
    _ number: Int, structure body: (inout ThriftCompactWriter) -> Void
  ) {
    header(number, .structure)
    structure(body)
  }

  mutating func field(_ number: Int, integers32 values: [Int]) {
    list(number, of: .integer32, count: values.count)
    for value in values { zigzag(value) }
  }

  mutating func field(_ number: Int, texts values: [String]) {
    list(number, of: .binary, count: values.count)
    for value in values { write(value) }
  }

  mutating func field<Element>(
    _ number: Int, structures elements: [Element],
    body: (inout ThriftCompactWriter, Element) -> Void
  ) {
    list(number, of: .structure, count: elements.count)
    for element in elements { structure { body(&$0, element) } }
  }

  /// Ends the outermost structure.
  mutating func end() { bytes.append(0) }

  // MARK: Pieces

  private mutating func structure(_ body: (inout ThriftCompactWriter) -> Void) {
    lastFields.append(0)
    body(&self)
    bytes.append(0)
    lastFields.removeLast()
  }

  private mutating func header(_ number: Int, _ type: WireType) {
    let place = lastFields.count - 1
    let step = number - lastFields[place]
    precondition((1...15).contains(step), "fields must come in order, got \(number)")
    bytes.append(UInt8(step) << 4 | type.rawValue)
    lastFields[place] = number
  }

  private mutating func list(_ number: Int, of type: WireType, count: Int) {
    header(number, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type.rawValue)
    } else {
      bytes.append(0xF0 | type.rawValue)
      Self.append(UInt64(count), to: &bytes)
    }
  }

  private mutating func write(_ text: String) {
    Self.append(UInt64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func zigzag(_ value: Int) {
    Self.append(UInt64(bitPattern: Int64((value << 1) ^ (value >> 63))), to: &bytes)
  }

  /// A number in groups of seven bits, the lowest first (LEB128).
  static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
