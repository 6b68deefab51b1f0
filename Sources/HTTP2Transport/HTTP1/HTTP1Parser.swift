/// Reads requests of HTTP/1.1 (RFC 9112) from bytes that arrive in pieces.
///
/// It is strict where leniency lets two readers see two requests: lines end with CR LF, names touch
/// their colon, fields do not go on in a second line, a body has one length or chunks and never
/// both. Only the origin form of a target is taken (`/path`), and `*`.
package struct HTTP1Parser {
  /// What is being read.
  package enum Stage: Equatable {
    case head
    case body(remaining: Int)
    case chunkSize
    case chunk(remaining: Int)
    case chunkEnd
    case trailers
  }

  private let headerBytes: Int
  private let bodyBytes: Int
  /// What has arrived and not been read, from `first`.
  private var input: [UInt8] = []
  private var first = 0
  /// Up to where `input` has no end of what is being looked for.
  private var searched = 0
  private(set) package var stage = Stage.head
  /// The request whose body is arriving.
  private(set) package var request = HTTP1Request()
  private var trailerBytes = 0

  /// The longest line before a chunk, extensions included.
  private static let chunkLineBytes = 256
  /// More fields than this are refused.
  private static let fieldCount = 128

  /// With the most that head and body may have.
  package init(headerBytes: Int, bodyBytes: Int) {
    self.headerBytes = headerBytes
    self.bodyBytes = bodyBytes
  }

  /// Bytes that have arrived and were not read.
  package var waitingBytes: Int { input.count - first }
  /// Bytes that are kept for the request that is arriving, and those that wait.
  package var heldBytes: Int { waitingBytes + request.body.count }
  /// Whether a request has begun and not ended.
  package var isInRequest: Bool { stage != .head || waitingBytes > 0 }

  /// Adds what has arrived.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if first > 0 {
      input.removeFirst(first)
      searched -= first
      first = 0
    }
    input.append(contentsOf: bytes)
  }

  /// The next request, when all of it is there.
  package mutating func next() throws(HTTP1Mistake) -> HTTP1Request? {
    while true {
      switch stage {
      case .head:
        guard try readHead() else { return nil }
        if stage == .head { return takeRequest() }
      case .body(let remaining):
        let left = takeBody(remaining)
        stage = .body(remaining: left)
        guard left == 0 else { return nil }
        return takeRequest()
      case .chunkSize: guard try readChunkSize() else { return nil }
      case .chunk(let remaining):
        let left = takeBody(remaining)
        stage = left == 0 ? .chunkEnd : .chunk(remaining: left)
        guard left == 0 else { return nil }
      case .chunkEnd:
        guard let line = try takeLine(limit: 2) else { return nil }
        guard line.isEmpty else { throw .malformed("a chunk is longer than it says") }
        stage = .chunkSize
      case .trailers:
        guard let line = try takeLine(limit: headerBytes) else { return nil }
        trailerBytes += line.count + 2
        guard trailerBytes <= headerBytes else { throw Self.headTooLarge }
        if line.isEmpty { return takeRequest() }
      }
    }
  }

  private static let headTooLarge = HTTP1Mistake(status: 431, reason: "headers too large")
  private static let bodyTooLarge = HTTP1Mistake(status: 413, reason: "body too large")

  private mutating func takeRequest() -> HTTP1Request {
    let taken = request
    request = HTTP1Request()
    stage = .head
    trailerBytes = 0
    return taken
  }

  /// Moves up to so many bytes to the body; how many are missing.
  private mutating func takeBody(_ remaining: Int) -> Int {
    let step = min(remaining, waitingBytes)
    request.body.append(contentsOf: input[first..<first + step])
    first += step
    searched = first
    return remaining - step
  }

  /// The next line without its end; nil: it has not ended. Of more than `limit` bytes it is
  /// refused.
  private mutating func takeLine(limit: Int) throws(HTTP1Mistake) -> ArraySlice<UInt8>? {
    searched = max(searched, first)
    guard let end = input[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = input.count
      guard waitingBytes <= limit else { throw Self.headTooLarge }
      return nil
    }
    guard end - first <= limit else { throw Self.headTooLarge }
    guard end > first, input[end - 1] == UInt8(ascii: "\r") else {
      throw .malformed("a line ends without CR")
    }
    let line = input[first..<end - 1]
    guard !line.contains(UInt8(ascii: "\r")) else { throw .malformed("a CR inside a line") }
    first = end + 1
    searched = first
    return line
  }

  private mutating func readChunkSize() throws(HTTP1Mistake) -> Bool {
    guard let line = try takeLine(limit: Self.chunkLineBytes) else { return false }
    let digits = line.prefix { $0 != UInt8(ascii: ";") }
    // Eight digits are 4 GiB, more than any limit, and fit.
    guard (1...8).contains(digits.count), digits.allSatisfy(HTTP1Syntax.isHexDigit),
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .malformed("the size of a chunk") }
    guard request.body.count + size <= bodyBytes else { throw Self.bodyTooLarge }
    stage = size == 0 ? .trailers : .chunk(remaining: size)
    return true
  }
}

// MARK: - The head

extension HTTP1Parser {
  /// Reads request line and fields when all of them are there, and decides how the body comes.
  private mutating func readHead() throws(HTTP1Mistake) -> Bool {
    // Empty lines before a request are passed over (RFC 9112, 2.2).
    while first + 1 < input.count, input[first] == UInt8(ascii: "\r"),
      input[first + 1] == UInt8(ascii: "\n")
    {
      first += 2
    }
    guard let end = endOfHead() else {
      guard waitingBytes <= headerBytes else { throw Self.headTooLarge }
      return false
    }
    guard end - first <= headerBytes else { throw Self.headTooLarge }
    guard let line = try takeLine(limit: headerBytes) else { return false }
    try readRequestLine(line)
    var count = 0
    while let line = try takeLine(limit: headerBytes), !line.isEmpty {
      count += 1
      guard count <= Self.fieldCount else { throw Self.headTooLarge }
      try readField(line)
    }
    stage = try bodyStage()
    return true
  }

  /// Where the empty line after the fields ends.
  private mutating func endOfHead() -> Int? {
    var index = max(searched, first + 3)
    while index < input.count {
      if input[index] == UInt8(ascii: "\n"), input[index - 1] == UInt8(ascii: "\r"),
        input[index - 2] == UInt8(ascii: "\n")
      {
        searched = first
        return index + 1
      }
      // A line that ends without CR is refused when it is read.
      if input[index] == UInt8(ascii: "\n"), input[index - 1] == UInt8(ascii: "\n") {
        searched = first
        return index + 1
      }
      index += 1
    }
    searched = input.count
    return nil
  }

  private mutating func readRequestLine(_ line: ArraySlice<UInt8>) throws(HTTP1Mistake) {
    let parts = line.split(
      separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, HTTP1Syntax.isToken(parts[0]), parts[0].count <= 32 else {
      throw .malformed("the request line")
    }
    let target = parts[1]
    let isOrigin = target.first == UInt8(ascii: "/") || target.elementsEqual("*".utf8)
    guard isOrigin, target.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw .malformed("the target of the request")
    }
    if parts[2].elementsEqual("HTTP/1.0".utf8) {
      request.isOld = true
      request.keepsAlive = false
    } else if !parts[2].elementsEqual("HTTP/1.1".utf8) {
      throw parts[2].starts(with: "HTTP/".utf8)
        ? HTTP1Mistake(status: 505, reason: "a version other than HTTP/1.1")
        : .malformed("the request line")
    }
    append(":method", parts[0])
    append(":path", target)
  }

  private mutating func readField(_ line: ArraySlice<UInt8>) throws(HTTP1Mistake) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      HTTP1Syntax.isToken(line[..<colon])
    else { throw .malformed("a field") }
    let value = HTTP1Syntax.trimmed(line[line.index(after: colon)...])
    guard value.allSatisfy(HTTP1Syntax.isFieldByte) else { throw .malformed("a field's value") }
    let name = line[..<colon].map(HTTP1Syntax.lowercase)
    name.withUnsafeBytes { name in
      value.withUnsafeBytes { request.headers.append(name: name, value: $0) }
    }
  }

  private mutating func append(_ name: StaticString, _ value: ArraySlice<UInt8>) {
    let name = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    value.withUnsafeBytes { request.headers.append(name: name, value: $0) }
  }

  /// Looks at the fields that decide about host, body and connection.
  private mutating func bodyStage() throws(HTTP1Mistake) -> Stage {
    let headers = request.headers
    let hosts = headers.occurrences(of: "host")
    guard hosts == 1 || hosts == 0 && request.isOld else {
      throw .malformed("one field `host` is needed")
    }
    let connection = (headers["connection"] ?? "").lowercased()
    let options = connection.split(separator: ",").map { $0.filter { $0 != " " } }
    if options.contains("close") { request.keepsAlive = false }
    if options.contains("keep-alive"), request.isOld { request.keepsAlive = true }
    request.expectsContinue = headers["expect"]?.lowercased() == "100-continue"

    let lengths = headers.occurrences(of: "content-length")
    let codings = headers.occurrences(of: "transfer-encoding")
    if codings > 0 {
      guard codings == 1, lengths == 0, !request.isOld else {
        throw .malformed("the length of the body is told in two ways")
      }
      guard headers["transfer-encoding"]?.lowercased() == "chunked" else {
        throw HTTP1Mistake(status: 501, reason: "a transfer coding other than chunked")
      }
      return .chunkSize
    }
    guard lengths > 0 else { return .head }
    guard lengths == 1, let digits = headers.bytes(of: "content-length"),
      (1...10).contains(digits.count),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let length = Int(String(decoding: digits, as: UTF8.self))
    else { throw .malformed("the content-length") }
    guard length <= bodyBytes else { throw Self.bodyTooLarge }
    return length == 0 ? .head : .body(remaining: length)
  }
}
