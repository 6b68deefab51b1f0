/// Names that Slurm and Kubernetes both take.
package enum JobName {
  /// Room for `-merge` and the number of an index within the 63 characters of a host name.
  static let longest = 40
  /// What a right name looks like.
  static let expectation =
    "at most 40 lower-case letters, digits and hyphens, a letter first and no hyphen last"

  /// True for a name that both take.
  package static func isValid(_ name: String) -> Bool {
    name.utf8.count <= longest && name.wholeMatch(of: /[a-z]([-a-z0-9]*[a-z0-9])?/) != nil
  }

  /// The name for a scenario: what of its name can be kept, or the first digits of its digest.
  package static func of(_ scenario: String, digest: String) -> String {
    var words = ""
    for byte in ResultFolderName.slug(of: scenario).utf8 {
      let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      if isPlain {
        words.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !words.isEmpty, !words.hasSuffix("-") {
        words += "-"
      }
    }
    if words.isEmpty { words = String(digest.prefix(8)) }
    var name = String("hongbao-\(words)".prefix(longest))
    while name.hasSuffix("-") { name.removeLast() }
    return name
  }
}
