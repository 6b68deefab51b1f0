/// Reads what `ByteWriter` wrote. Bytes that cannot be that are an error, never a crash.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// True when everything is read.
  var isAtEnd: Bool { place == bytes.endIndex }

  mutating func byte() throws(RecordError) -> UInt8 {
    guard place < bytes.endIndex else { throw RecordError("it ends too early") }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func number() throws(RecordError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
    }
    throw RecordError("a number is too long")
  }

  /// A number of things that take at least a byte each, so that damage cannot ask for all memory.
  mutating func count() throws(RecordError) -> Int {
    let value = try number()
    guard value <= UInt64(bytes.endIndex - place) else {
      throw RecordError("a list is longer than the file")
    }
    return Int(value)
  }

  mutating func double() throws(RecordError) -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
    return Double(bitPattern: bits)
  }

  mutating func float() throws(RecordError) -> Float {
    var bits: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { bits |= UInt32(try byte()) << shift }
    return Float(bitPattern: bits)
  }

  mutating func string() throws(RecordError) -> String {
    let length = try count()
    defer { place += length }
    guard let text = String(validating: bytes[place..<place + length], as: UTF8.self) else {
      throw RecordError("a text is not UTF-8")
    }
    return text
  }

  mutating func optional<Value>(
    _ read: (inout ByteReader) throws(RecordError) -> Value
  ) throws(RecordError) -> Value? {
    switch try byte() {
    case 0: return nil
    case 1: return try read(&self)
    default: throw RecordError("a mark is neither 0 nor 1")
    }
  }

  mutating func list<Value>(
    _ read: (inout ByteReader) throws(RecordError) -> Value
  ) throws(RecordError) -> [Value] {
    var values: [Value] = []
    for _ in 0..<(try count()) { values.append(try read(&self)) }
    return values
  }
}

/// Why bytes are not a replication's.
public struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as the end of a sentence about the file.
  public var description: String

  /// An error that says `description`.
  public init(_ description: String) { self.description = description }
}
