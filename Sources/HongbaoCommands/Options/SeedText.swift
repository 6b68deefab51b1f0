/// The word after `--seed`.
package enum SeedText {
  /// The seed, or nil unless `text` is a whole number from 0 to 2⁶⁴-1 in ASCII digits.
  package static func seed(_ text: String) -> UInt64? {
    guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
      return nil
    }
    return UInt64(text)
  }
}
