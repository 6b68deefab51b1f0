/// A fingerprint with the file that it is of, as `sha256sum` writes sums.
package enum FingerprintLine {
  /// One line with its line feed. A backslash or a line break in the file's name is escaped, and a
  /// backslash before the fingerprint says so.
  package static func text(_ fingerprint: String, _ file: String) -> String {
    let escapes: [Unicode.Scalar: String] = ["\\": "\\\\", "\n": "\\n", "\r": "\\r"]
    let name = file.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
    return "\(name == file ? "" : "\\")\(fingerprint)  \(name)\n"
  }
}
