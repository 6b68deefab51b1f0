import SimulationKernel
import Testing

@Suite struct `A state archive` {
  /// A little of everything.
  private struct Sample: Equatable {
    var number: Int64 = 0
    var list: [Double] = []
    var text = ""
    var column: [UInt32] = [0, 0, 0]

    mutating func archive(_ archive: inout StateArchive) throws(StateError) {
      try archive.section("numbers")
      try archive.value(&number)
      try archive.list(&list)
      try archive.section("words")
      try archive.text(&text)
      let pointer = UnsafeMutablePointer<UInt32>.allocate(capacity: 3)
      defer { pointer.deallocate() }
      for place in 0..<3 { pointer[place] = column[place] }
      try archive.column(pointer, count: 3)
      column = (0..<3).map { pointer[$0] }
    }

    static let filled = Sample(
      number: -7, list: [1, .infinity, -0.5], text: "红包", column: [1, 2, .max])
  }

  private func saved() throws -> [UInt8] {
    var sample = Sample.filled
    var archive = StateArchive()
    try sample.archive(&archive)
    return try archive.finish()
  }

  private func load(_ bytes: [UInt8]) throws(StateError) -> Sample {
    var sample = Sample()
    var archive = try StateArchive(loading: bytes)
    try sample.archive(&archive)
    try archive.finish()
    return sample
  }

  @Test func `what was saved is loaded`() throws {
    #expect(try load(saved()) == Sample.filled)
  }

  @Test func `every changed, missing or added byte is an error`() throws {
    let bytes = try saved()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= UInt8(1 << (place % 8))
      let error = #expect(throws: StateError.self) { try load(changed) }
      #expect(error?.reason == .damaged)
    }
    for length in bytes.indices {
      #expect(throws: StateError.self) { try load(Array(bytes[..<length])) }
    }
    #expect(throws: StateError.self) { try load(bytes + [0]) }
  }

  @Test func `another section, count or constant is named`() throws {
    var archive = StateArchive()
    try archive.section("numbers")
    try archive.constant(Int64(3), "the number of tiers")
    let bytes = try archive.finish()
    let section = #expect(throws: StateError.self) {
      var other = try StateArchive(loading: bytes)
      try other.section("books")
    }
    #expect(section?.section == "books")
    #expect(section?.reason == .mismatch)
    let constant = #expect(throws: StateError.self) {
      var other = try StateArchive(loading: bytes)
      try other.section("numbers")
      try other.constant(Int64(4), "the number of tiers")
    }
    #expect(constant?.detail == "the number of tiers is 3, and here 4")
    let rest = #expect(throws: StateError.self) {
      var other = try StateArchive(loading: bytes)
      try other.section("numbers")
      try other.finish()
    }
    #expect(rest?.detail == "8 bytes are left over")
  }
}
