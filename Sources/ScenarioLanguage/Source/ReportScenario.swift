import Foundation
import ScenarioTypes

/// The scenario that a report of ours holds, so that `hongbao run report.html` runs it again.
enum ReportScenario {
  /// True for the bytes of a web page.
  static func isPage(_ bytes: [UInt8]) -> Bool { bytes.starts(with: beginning) }

  /// What a page of ours is that holds no scenario; nil for other pages.
  static func kind(of bytes: [UInt8]) -> String? {
    let generator = Array("<meta name=\"generator\" content=\"hongbao ".utf8)
    guard end(of: generator, in: bytes) != nil else { return nil }
    let isComparison = end(of: dataMark("comparison"), in: bytes) != nil
    return isComparison ? "a comparison, which is of several scenarios" : "several runs"
  }

  /// What is known of the scenario's parameters; nil when the page does not say it.
  static func notes(in bytes: [UInt8]) -> [ParameterNote]? {
    guard isPage(bytes), let start = end(of: dataMark("parameters"), in: bytes) else { return nil }
    let text = bytes[start...].prefix { $0 != UInt8(ascii: "<") }
    guard let rows = try? JSONDecoder().decode([[String]].self, from: Data(text)) else {
      return nil
    }
    var notes: [ParameterNote] = []
    for row in rows {
      guard row.count == 4, let provenance = Provenance(rawValue: row[2]) else { return nil }
      notes.append(
        ParameterNote(path: row[0], value: row[1], provenance: provenance, source: row[3]))
    }
    return notes
  }

  /// What stands before a page's data of a name.
  private static func dataMark(_ name: String) -> [UInt8] {
    Array("<script type=\"application/json\" id=\"\(name)\">".utf8)
  }

  private static let beginning = Array("<!DOCTYPE html>".utf8)
  /// What stands before the scenario in a page: the address of its download.
  private static let mark = Array("href=\"data:application/x-yaml;charset=utf-8;base64,".utf8)

  /// The YAML text of the scenario; nil when the bytes are no page, or it holds none.
  static func text(in bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: beginning), let start = end(of: mark, in: bytes) else { return nil }
    let code = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
    return decoded(code)
  }

  /// The index behind the first occurrence of `pattern`.
  private static func end(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    for start in 0...(bytes.count - pattern.count) where bytes[start] == pattern[0] {
      if bytes[start..<start + pattern.count].elementsEqual(pattern) {
        return start + pattern.count
      }
    }
    return nil
  }

  /// Base64 after RFC 4648, section 4; nil when it is none.
  private static func decoded(_ code: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var word: UInt32 = 0
    var bits = 0
    for byte in code where byte != UInt8(ascii: "=") {
      guard let digit = digit(byte) else { return nil }
      word = word << 6 | digit
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
        word &= (1 << UInt32(bits)) - 1
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
