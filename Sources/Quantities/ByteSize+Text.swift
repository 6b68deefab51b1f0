extension ByteSize {
  /// The units of a size, smallest first; `MB` is a million bytes, `MiB` is 1024 × 1024.
  static let units: [(name: String, bytes: UInt64)] = [
    ("B", 1), ("kB", 1_000), ("KiB", 1 << 10), ("MB", 1_000_000), ("MiB", 1 << 20),
    ("GB", 1_000_000_000), ("GiB", 1 << 30), ("TB", 1_000_000_000_000), ("TiB", 1 << 40),
  ]

  /// What a right text looks like.
  public static let expectation =
    "a size with a unit (B, kB, MB, GB, TB, KiB, MiB, GiB, TiB), such as 64GiB"

  /// Reads `64GiB`, `64 GB`, `1.5MiB`; less than a byte is refused.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, unit) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    guard !unit.isEmpty else { throw QuantityError(.missingUnit, text: text, expected: expected) }
    guard let scale = Self.units.first(where: { $0.name == unit }) else {
      throw QuantityError(.unknownUnit(unit), text: text, expected: expected)
    }
    self.init(bytes: try number.whole(times: scale.bytes, text: text, expected: expected))
  }

  /// The size in the largest unit that needs no fraction; reads back to the same size.
  public var text: String {
    for (name, scale) in Self.units.reversed() where bytes != 0 && bytes.magnitude % scale == 0 {
      return "\(bytes < 0 ? "-" : "")\(bytes.magnitude / scale)\(name)"
    }
    return "\(bytes)B"
  }
}
