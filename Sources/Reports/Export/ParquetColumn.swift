/// One column of a Parquet file.
struct ParquetColumn {
  var name: String
  var values: Values

  /// The kinds of columns that there are.
  enum Values {
    case texts([String])
    case optionalTexts([String?])
    case optionalIntegers([Int64?])
    case optionalNumbers([Double?])
  }

  /// Parquet's number of the type: INT64, DOUBLE or BYTE_ARRAY.
  var physicalType: Int {
    switch values {
    case .texts, .optionalTexts: 6
    case .optionalIntegers: 2
    case .optionalNumbers: 5
    }
  }

  var isText: Bool { physicalType == 6 }

  var isOptional: Bool {
    if case .texts = values { return false }
    return true
  }

  /// The body of a data page with some of the rows: definition levels, if any value may be absent,
  /// then the values that are there, in PLAIN encoding.
  func page(_ rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    switch values {
    case .texts(let list):
      for text in list[rows] { Self.append(text, to: &bytes) }
    case .optionalTexts(let list):
      Self.appendLevels(list[rows], to: &bytes)
      for case .some(let text) in list[rows] { Self.append(text, to: &bytes) }
    case .optionalIntegers(let list):
      Self.appendLevels(list[rows], to: &bytes)
      for case .some(let number) in list[rows] {
        Self.append(UInt64(bitPattern: number), to: &bytes)
      }
    case .optionalNumbers(let list):
      Self.appendLevels(list[rows], to: &bytes)
      for case .some(let number) in list[rows] { Self.append(number.bitPattern, to: &bytes) }
    }
    return bytes
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    append(UInt32(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// One level a row, 1 where there is a value, as runs of equal levels (RLE with one bit).
  private static func appendLevels<Value>(
    _ list: ArraySlice<Value?>, to bytes: inout [UInt8]
  ) {
    var levels: [UInt8] = []
    var place = list.startIndex
    while place < list.endIndex {
      let isThere = list[place] != nil
      var end = place + 1
      while end < list.endIndex, (list[end] != nil) == isThere { end += 1 }
      ThriftCompactWriter.append(UInt64(end - place) << 1, to: &levels)
      levels.append(isThere ? 1 : 0)
      place = end
    }
    append(UInt32(levels.count), to: &bytes)
    bytes.append(contentsOf: levels)
  }
}
