/// Writes flat Parquet files: INT64, DOUBLE and UTF-8 columns, PLAIN, without compression.
///
/// A file is `PAR1`, the pages of each row group column by column, a footer in Thrift's compact
/// protocol, the footer's length and `PAR1` again (`parquet.thrift` and `README.md` of Apache
/// Parquet's format, version 2.9).
enum ParquetFile {
  /// Rows of one row group, which readers take into memory at a time.
  static let rowsPerGroup = 100_000

  private static let magic = Array("PAR1".utf8)

  /// Where a column of a row group lies.
  private struct Chunk {
    var column: Int
    var offset: Int
    var bytes: Int
    var values: Int
  }

  private struct Group {
    var chunks: [Chunk]
    var rows: Int
  }

  /// The file with the columns given, each of `count` values.
  static func bytes(columns: [ParquetColumn], count: Int) -> [UInt8] {
    var file = magic
    var groups: [Group] = []
    var start = 0
    while start < count {
      let rows = start..<min(start + rowsPerGroup, count)
      let chunks = columns.indices.map { index in
        chunk(columns[index], index, rows, &file)
      }
      groups.append(Group(chunks: chunks, rows: rows.count))
      start = rows.upperBound
    }
    let footer = footer(columns, groups, count)
    file += footer
    withUnsafeBytes(of: UInt32(footer.count).littleEndian) { file.append(contentsOf: $0) }
    return file + magic
  }

  private static func chunk(
    _ column: ParquetColumn, _ index: Int, _ rows: Range<Int>, _ file: inout [UInt8]
  ) -> Chunk {
    let offset = file.count
    let page = column.page(rows)
    var header = ThriftCompactWriter()
    header.field(1, integer32: 0)  // DATA_PAGE
    header.field(2, integer32: page.count)
    header.field(3, integer32: page.count)
    header.field(5) { data in
      data.field(1, integer32: rows.count)
      data.field(2, integer32: 0)  // PLAIN
      data.field(3, integer32: 3)  // RLE
      data.field(4, integer32: 3)
    }
    header.end()
    file += header.bytes
    file += page
    return Chunk(
      column: index, offset: offset, bytes: file.count - offset, values: rows.count)
  }

  private static func footer(
    _ columns: [ParquetColumn], _ groups: [Group], _ count: Int
  ) -> [UInt8] {
    var writer = ThriftCompactWriter()
    writer.field(1, integer32: 1)
    writer.field(2, structures: [nil] + columns.map(Optional.some)) { element, column in
      guard let column else {
        element.field(4, text: "schema")
        element.field(5, integer32: columns.count)
        return
      }
      element.field(1, integer32: column.physicalType)
      element.field(3, integer32: column.isOptional ? 1 : 0)
      element.field(4, text: column.name)
      if column.isText {
        element.field(6, integer32: 0)  // UTF8
        element.field(10) { type in type.field(1) { _ in } }  // STRING
      }
    }
    writer.field(3, integer64: count)
    writer.field(4, structures: groups) { element, group in
      element.field(1, structures: group.chunks) { item, chunk in
        write(chunk, of: columns[chunk.column], to: &item)
      }
      element.field(2, integer64: group.chunks.reduce(0) { $0 + $1.bytes })
      element.field(3, integer64: group.rows)
    }
    writer.field(6, text: "hongbao")
    writer.end()
    return writer.bytes
  }

  private static func write(
    _ chunk: Chunk, of column: ParquetColumn, to item: inout ThriftCompactWriter
  ) {
    item.field(2, integer64: chunk.offset)
    item.field(3) { meta in
      meta.field(1, integer32: column.physicalType)
      meta.field(2, integers32: [0, 3])  // PLAIN, and RLE for the levels
      meta.field(3, texts: [column.name])
      meta.field(4, integer32: 0)  // UNCOMPRESSED
      meta.field(5, integer64: chunk.values)
      meta.field(6, integer64: chunk.bytes)
      meta.field(7, integer64: chunk.bytes)
      meta.field(9, integer64: chunk.offset)
    }
  }
}
