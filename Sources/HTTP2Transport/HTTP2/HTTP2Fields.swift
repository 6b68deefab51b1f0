import CNghttp2

/// Turns an answer's status and fields into the library's form, without a copy.
enum HTTP2Fields {
  private static let statusName = Array(":status".utf8)
  private static let dateName = Array("date".utf8)
  private static let lengthName = Array("content-length".utf8)
  /// Status, date and length.
  private static let ownFields = 3

  /// Calls `body` with all fields; they are valid until it returns.
  static func withFields<Answer>(
    of response: Response, date: [UInt8], length: Int?,
    _ body: (UnsafeBufferPointer<nghttp2_nv>) -> Answer
  ) -> Answer {
    let capacity = response.headers.count + ownFields
    return withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: capacity) { fields in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
        let status = UnsafeMutableBufferPointer(rebasing: digits[0..<3])
        write(response.status, into: status)
        let lengthDigits = UnsafeMutableBufferPointer(
          rebasing: digits[4..<4 + digitCount(length ?? 0)])
        write(length ?? 0, into: lengthDigits)
        var list = List(fields: fields)
        return statusName.withUnsafeBufferPointer { statusName in
          dateName.withUnsafeBufferPointer { dateName in
            lengthName.withUnsafeBufferPointer { lengthName in
              date.withUnsafeBufferPointer { date in
                list.add(statusName, UnsafeBufferPointer(status))
                list.add(dateName, date)
                if length != nil { list.add(lengthName, UnsafeBufferPointer(lengthDigits)) }
                return response.headers.storage.withUnsafeBufferPointer { storage in
                  list.addAll(storage)
                  return body(UnsafeBufferPointer(rebasing: fields[..<list.count]))
                }
              }
            }
          }
        }
      }
    }
  }

  static func digitCount(_ number: Int) -> Int {
    var count = 1
    var rest = number / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  static func write(_ number: Int, into digits: UnsafeMutableBufferPointer<UInt8>) {
    var rest = number
    for place in stride(from: digits.count - 1, through: 0, by: -1) {
      digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// The fields so far.
  private struct List {
    let fields: UnsafeMutableBufferPointer<nghttp2_nv>
    var count = 0

    mutating func add(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
      fields[count] = nghttp2_nv(
        name: UnsafeMutablePointer(mutating: name.baseAddress),
        value: UnsafeMutablePointer(mutating: value.baseAddress),
        namelen: name.count, valuelen: value.count, flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
      count += 1
    }

    mutating func addAll(_ storage: UnsafeBufferPointer<UInt8>) {
      var cursor = 0
      while let field = HeaderList.field(at: cursor, in: UnsafeRawBufferPointer(storage)) {
        add(
          UnsafeBufferPointer(rebasing: storage[field.name]),
          UnsafeBufferPointer(rebasing: storage[field.value]))
        cursor = field.value.upperBound
      }
    }
  }
}
