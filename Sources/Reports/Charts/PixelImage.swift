/// A picture of at most 16 colours as a PNG file (ISO/IEC 15948), four bits a pixel, its data
/// stored without compression; small enough for heat maps and the same on every machine.
struct PixelImage {
  let width: Int
  let height: Int
  /// Colour numbers, row by row.
  let pixels: [UInt8]
  /// Red, green, blue.
  let palette: [(UInt8, UInt8, UInt8)]

  /// The file's bytes.
  var png: [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header = PixelImage.bytes(UInt32(width)) + PixelImage.bytes(UInt32(height))
    file += PixelImage.chunk("IHDR", header + [4, 3, 0, 0, 0])
    file += PixelImage.chunk("PLTE", palette.flatMap { [$0.0, $0.1, $0.2] })
    file += PixelImage.chunk("IDAT", PixelImage.stored(rows))
    return file + PixelImage.chunk("IEND", [])
  }

  /// `data:image/png;base64,…`
  var dataAddress: String { "data:image/png;base64," + Base64.text(png) }

  private var rows: [UInt8] {
    var bytes: [UInt8] = []
    for row in 0..<height {
      bytes.append(0)
      for column in stride(from: 0, to: width, by: 2) {
        let left = pixels[row * width + column]
        let right = column + 1 < width ? pixels[row * width + column + 1] : 0
        bytes.append(left << 4 | right)
      }
    }
    return bytes
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bytes(UInt32(data.count)) + body + bytes(checksum(body))
  }

  /// CRC-32 with the polynomial 0xEDB88320.
  private static func checksum(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// The zlib format (RFC 1950) with stored blocks (RFC 1951).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    let limit = 65_535
    var start = 0
    repeat {
      let end = min(start + limit, data.count)
      let length = UInt16(end - start)
      stream.append(end == data.count ? 1 : 0)
      for word in [length, ~length] {
        stream += [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)]
      }
      stream += data[start..<end]
      start = end
    } while start < data.count
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in data {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + bytes(high << 16 | low)
  }
}
