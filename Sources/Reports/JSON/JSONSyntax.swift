/// Where a text stops being JSON (RFC 8259): Foundation's reader does not say.
struct JSONSyntax {
  /// A mistake and its place.
  struct Mistake {
    var message: String
    /// From 1.
    var line: Int
    /// From 1, in bytes of UTF-8.
    var column: Int
  }

  private static let deepest = 512

  private let bytes: [UInt8]
  private var place = 0
  private var message: String?
  /// Where the first mistake is.
  private var mistakePlace = 0

  /// The first mistake; nil when the text is JSON.
  static func mistake(in text: String) -> Mistake? {
    var syntax = JSONSyntax(bytes: Array(text.utf8))
    syntax.value(depth: 0)
    syntax.skipSpace()
    if syntax.message == nil, syntax.place < syntax.bytes.count {
      syntax.fail("there is text behind the end of the value")
    }
    return syntax.message.map(syntax.mistake)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func mistake(_ message: String) -> Mistake {
    let place = min(mistakePlace, bytes.count)
    let before = bytes[..<place]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Mistake(
      message: message, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: place - start + 1)
  }

  private mutating func fail(_ text: String) {
    guard message == nil else { return }
    message = place < bytes.count ? text : "the text ends too early"
    mistakePlace = place
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func value(depth: Int) {
    skipSpace()
    guard depth < Self.deepest else { return fail("nested too deeply") }
    switch next {
    case UInt8(ascii: "{"): members(UInt8(ascii: "}"), depth, hasKeys: true)
    case UInt8(ascii: "["): members(UInt8(ascii: "]"), depth, hasKeys: false)
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "t"): word("true")
    case UInt8(ascii: "f"): word("false")
    case UInt8(ascii: "n"): word("null")
    default: number()
    }
  }

  private mutating func members(_ end: UInt8, _ depth: Int, hasKeys: Bool) {
    place += 1
    skipSpace()
    if next == end {
      place += 1
      return
    }
    while message == nil {
      if hasKeys {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { return fail("expected a key in quotes") }
        string()
        skipSpace()
        guard message == nil, next == UInt8(ascii: ":") else { return fail("expected `:`") }
        place += 1
      }
      value(depth: depth + 1)
      skipSpace()
      if message != nil { return }
      if next == end {
        place += 1
        return
      }
      guard next == UInt8(ascii: ",") else {
        return fail("expected `,` or `\(Character(Unicode.Scalar(end)))`")
      }
      place += 1
    }
  }

  private mutating func string() {
    place += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return
      case UInt8(ascii: "\\"): place += 2
      case 0..<0x20: return fail("a string holds a control character")
      default: place += 1
      }
    }
    fail("")
  }

  private mutating func word(_ word: String) {
    guard bytes[place...].starts(with: word.utf8) else { return fail("expected `\(word)`") }
    place += word.utf8.count
  }

  private mutating func number() {
    let start = place
    while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard Double(text) == nil || text.hasPrefix("+") || text.hasPrefix(".") else { return }
    place = start
    fail("expected a value")
  }
}
