/// Saves the state of a world as bytes, or loads it into a world that was built from the same
/// scenario: one walk over the state serves both, so that the two cannot differ.
///
/// Values are written as they lie in memory, little-endian, without names. Each section begins with
/// a tag, and each column with its count, so that a state of something else is an error with the
/// name of the section. The whole is followed by a checksum, which is held against the bytes before
/// anything is loaded: no damaged count or number of a record ever reaches a world.
///
/// Not saved is what the scenario says (settings, samplers, tables, pointers): the world that the
/// state is loaded into has it already. A walk must go over the same things in the same order
/// whether it saves or loads; what it goes over may depend on the scenario and on what was loaded
/// before.
public struct StateArchive: ~Copyable {
  /// What is saved so far, or all that there is to load.
  private var bytes: [UInt8]
  /// Place of the next byte to load.
  private var position = 0
  /// Length of the state without its checksum.
  private let length: Int
  /// False: saves.
  public let isLoading: Bool
  private var sectionName: StaticString = "the beginning"

  /// An archive that saves; `expectedBytes` is a guess of the size that saves copying.
  public init(expectedBytes: Int = 1 << 16) {
    bytes = []
    bytes.reserveCapacity(expectedBytes)
    length = 0
    isLoading = false
  }

  /// An archive that loads what `finish` gave.
  ///
  /// - Throws: `StateError`, when the bytes are damaged.
  public init(loading bytes: [UInt8]) throws(StateError) {
    let length = bytes.count - MemoryLayout<UInt64>.size
    guard length >= 0 else {
      throw StateError(.damaged, section: "the beginning", detail: "\(bytes.count) bytes")
    }
    let (found, expected) = bytes.withUnsafeBytes { buffer in
      (
        buffer.loadUnaligned(fromByteOffset: length, as: UInt64.self),
        Self.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
      )
    }
    guard found == expected else {
      throw StateError(
        .damaged, section: "the end", detail: "the checksum is not that of the bytes")
    }
    self.bytes = bytes
    self.length = length
    isLoading = true
  }

  // MARK: Sections

  /// Begins a section.
  public mutating func section(_ name: StaticString) throws(StateError) {
    sectionName = name
    let expected = Self.tag(name)
    var tag = expected
    try value(&tag)
    if tag != expected {
      throw mismatch("the section does not begin where it should")
    }
  }

  /// A number that the scenario says: the state must agree.
  public mutating func constant<T: BitwiseCopyable & Equatable>(
    _ number: T, _ name: StaticString
  ) throws(StateError) {
    var found = number
    try value(&found)
    if found != number { throw mismatch("\(name) is \(found), and here \(number)") }
  }

  // MARK: Values

  /// One value.
  public mutating func value<T: BitwiseCopyable>(_ value: inout T) throws(StateError) {
    if !isLoading {
      withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
      return
    }
    let size = MemoryLayout<T>.size
    try need(size)
    withUnsafeMutableBytes(of: &value) { target in
      bytes.withUnsafeBytes { source in
        target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[position..<position + size]))
      }
    }
    position += size
  }

  /// A count that differs from state to state: of those saved, or of those to load, which need
  /// `stride` bytes each.
  public mutating func count(_ count: Int, stride: Int = 1) throws(StateError) -> Int {
    var number = Int64(count)
    try value(&number)
    let rest = isLoading ? (length - position) / max(stride, 1) : Int.max
    guard number >= 0, number <= rest else { throw damaged("a count of \(number)") }
    return Int(number)
  }

  /// A column whose length the scenario says.
  public mutating func column<T: BitwiseCopyable>(
    _ column: UnsafeMutablePointer<T>, count: Int
  ) throws(StateError) {
    let found = try self.count(count, stride: MemoryLayout<T>.stride)
    if found != count { throw mismatch("a column of \(found) rows, and here \(count)") }
    try rows(column, count: count)
  }

  /// The rows of a column whose count is known.
  public mutating func rows<T: BitwiseCopyable>(
    _ column: UnsafeMutablePointer<T>, count: Int
  ) throws(StateError) {
    let size = count * MemoryLayout<T>.stride
    if !isLoading {
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: column, count: size))
      return
    }
    try need(size)
    guard size > 0 else { return }
    bytes.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(start: column, count: size).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: source[position..<position + size]))
    }
    position += size
  }

  /// A list of any length.
  public mutating func list<T: BitwiseCopyable>(_ list: inout [T]) throws(StateError) {
    let count = try count(list.count, stride: MemoryLayout<T>.stride)
    if !isLoading {
      list.withUnsafeBytes { bytes.append(contentsOf: $0) }
      return
    }
    let size = count * MemoryLayout<T>.stride
    try need(size)
    list = bytes.withUnsafeBytes { source in
      [T](unsafeUninitializedCapacity: count) { target, initialized in
        UnsafeMutableRawBufferPointer(target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[position..<position + size]))
        initialized = count
      }
    }
    position += size
  }

  /// A text.
  public mutating func text(_ text: inout String) throws(StateError) {
    var units = Array(text.utf8)
    try list(&units)
    if isLoading { text = String(decoding: units, as: UTF8.self) }
  }

  // MARK: The end

  /// Ends the walk: the saved bytes with their checksum. Loading, it answers nothing, and all must
  /// have been loaded.
  @discardableResult
  public consuming func finish() throws(StateError) -> [UInt8] {
    if isLoading {
      guard position == length else {
        throw mismatch("\(length - position) bytes are left over")
      }
      return []
    }
    var sum = bytes.withUnsafeBytes { Self.checksum($0) }
    try value(&sum)
    return bytes
  }

  /// The error of a state that does not fit here.
  public func mismatch(_ detail: String) -> StateError {
    StateError(.mismatch, section: "\(sectionName)", detail: detail)
  }

  /// The error of a state that cannot be.
  public func damaged(_ detail: String) -> StateError {
    StateError(.damaged, section: "\(sectionName)", detail: detail)
  }

  private func need(_ size: Int) throws(StateError) {
    if size > length - position { throw damaged("it ends too early") }
  }

  private static func tag(_ name: StaticString) -> UInt64 {
    name.withUTF8Buffer { $0.reduce(0x7374_6174) { BitMixer.mix($0 ^ UInt64($1)) } }
  }

  /// A checksum against damage, word by word in four lanes: every changed bit changes it.
  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4)
    let block = MemoryLayout<SIMD4<UInt64>>.size
    var place = 0
    while place + block <= bytes.count {
      lanes ^= bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ (lanes &>> 29)) &* BitMixer.goldenGamma
      place += block
    }
    var sum = UInt64(bytes.count)
    for lane in 0..<4 { sum = BitMixer.mix(sum ^ lanes[lane]) }
    while place < bytes.count {
      sum = BitMixer.mix(sum ^ UInt64(bytes[place]))
      place += 1
    }
    return sum
  }
}
