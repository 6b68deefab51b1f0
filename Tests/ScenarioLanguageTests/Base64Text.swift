import Foundation

/// Text in Base64 as a report writes it.
enum Base64Text {
  static func text(_ words: String) -> String { Data(words.utf8).base64EncodedString() }
}
