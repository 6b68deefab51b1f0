import Foundation

/// Where a run's files go below the results folder: `<scenario>/<run>`.
///
/// The same effective scenario and seed always give the same name; another effective scenario
/// (an edit, `--set`, another topology) has another digest and so another folder.
package enum ResultFolderName {
  /// Longest slug in bytes of UTF-8, well below the 255 that file systems take.
  package static let longestSlug = 80

  /// The scenario's name as a folder name: letters, marks and digits of any script in lower case,
  /// everything else a hyphen.
  ///
  /// Never empty, no `/`, no leading dot or hyphen, at most `longestSlug` bytes.
  package static func slug(of name: String) -> String {
    var slug = ""
    var pendingHyphen = false
    for character in name.precomposedStringWithCanonicalMapping.lowercased() {
      guard character.unicodeScalars.allSatisfy(isWordScalar) else {
        pendingHyphen = !slug.isEmpty
        continue
      }
      let piece = (pendingHyphen ? "-" : "") + String(character)
      if slug.utf8.count + piece.utf8.count > longestSlug { break }
      slug += piece
      pendingHyphen = false
    }
    return slug.isEmpty ? "scenario" : slug
  }

  /// The folder of one run: the seed and the first 8 digits of the scenario's digest.
  ///
  /// Several replications have a folder of their own.
  package static func run(seed: UInt64, digest: String, replications: Int = 1) -> String {
    let times = replications > 1 ? "x\(replications)" : ""
    return "seed-\(seed)\(times)-\(digest.prefix(8))"
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
