/// Header fields in the order in which they came, in one piece of memory.
///
/// Each field is its two lengths and then its bytes. A list of a usual request is one allocation,
/// and none when the list is used again. Names are lower case; `:path` and its like are fields,
/// too, and come first.
public struct HeaderList: Sendable, Equatable {
  /// The fields one after another: 2 bytes of name length, 4 of value length, name, value.
  package private(set) var storage: [UInt8] = []
  /// How many fields there are.
  public private(set) var count = 0

  static let lengthBytes = 6

  /// No fields.
  public init() {}

  /// These fields in this order; names must be lower case.
  public init(_ fields: [(name: String, value: String)]) {
    for field in fields { append(field.name, field.value) }
  }

  /// Adds a field at the end; the name must be lower case and shorter than 64 KiB. What would end a
  /// line in HTTP/1.1 becomes a blank in the value.
  public mutating func append(_ name: String, _ value: String) {
    let value = value.utf8.map { $0 == 0x0d || $0 == 0x0a || $0 == 0 ? 0x20 : $0 }
    var name = name
    name.withUTF8 { name in
      value.withUnsafeBytes { append(name: UnsafeRawBufferPointer(name), value: $0) }
    }
  }

  /// Adds a field from bytes.
  package mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    precondition(name.count <= Int(UInt16.max), "a header name of \(name.count) bytes")
    if storage.isEmpty { storage.reserveCapacity(256) }
    storage.append(UInt8(truncatingIfNeeded: name.count))
    storage.append(UInt8(truncatingIfNeeded: name.count >> 8))
    for shift in [0, 8, 16, 24] { storage.append(UInt8(truncatingIfNeeded: value.count >> shift)) }
    storage.append(contentsOf: name)
    storage.append(contentsOf: value)
    count += 1
  }

  /// Forgets all fields, and keeps the memory.
  package mutating func removeAll() {
    storage.removeAll(keepingCapacity: true)
    count = 0
  }

  /// The value of the first field of that name as bytes, without a copy.
  public func bytes(of name: StaticString) -> ArraySlice<UInt8>? {
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    let range = storage.withUnsafeBytes { all -> Range<Int>? in
      var cursor = 0
      while let field = Self.field(at: cursor, in: all) {
        if Self.equal(UnsafeRawBufferPointer(rebasing: all[field.name]), wanted) {
          return field.value
        }
        cursor = field.value.upperBound
      }
      return nil
    }
    return range.map { storage[$0] }
  }

  /// The value of the first field of that name.
  public subscript(name: StaticString) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// How many fields have that name.
  public func occurrences(of name: String) -> Int {
    fields.reduce(0) { $0 + ($1.name == name ? 1 : 0) }
  }

  /// Every field as text; for what is not hot.
  public var fields: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    storage.withUnsafeBytes { all in
      var cursor = 0
      while let field = Self.field(at: cursor, in: all) {
        found.append(
          (
            String(decoding: all[field.name], as: UTF8.self),
            String(decoding: all[field.value], as: UTF8.self)
          ))
        cursor = field.value.upperBound
      }
    }
    return found
  }

  /// Where the field that begins at `offset` has its name and value; nil at the end.
  static func field(
    at offset: Int, in all: UnsafeRawBufferPointer
  ) -> (name: Range<Int>, value: Range<Int>)? {
    guard offset + lengthBytes <= all.count else { return nil }
    let nameLength = Int(all[offset]) | Int(all[offset + 1]) << 8
    let valueLength =
      Int(all[offset + 2]) | Int(all[offset + 3]) << 8 | Int(all[offset + 4]) << 16
      | Int(all[offset + 5]) << 24
    let name = offset + lengthBytes
    return (name..<name + nameLength, name + nameLength..<name + nameLength + valueLength)
  }

  private static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a[index] != b[index] { return false }
    return true
  }
}
