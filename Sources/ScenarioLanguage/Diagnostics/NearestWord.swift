/// Finds what was probably meant.
enum NearestWord {
  /// So many words are compared at most; nobody reads longer lists.
  private static let mostCandidates = 200

  /// The candidate with the smallest Damerau-Levenshtein distance of at most 2 (and less than the
  /// word's length); the first one among equals.
  static func find(_ word: String, among candidates: [String]) -> String? {
    let folded = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates.prefix(mostCandidates) {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard other.count <= folded.count + 2, folded.count <= other.count + 2 else { continue }
      let distance = distance(folded, other)
      let limit = min(2, max(folded.count, other.count) - 1)
      guard distance <= limit, distance < best?.distance ?? Int.max else { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// `did you mean ...?` for the nearest candidate.
  static func help(_ word: String, among candidates: [String]) -> String? {
    find(word, among: candidates).map { "did you mean `\($0)`?" }
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours (the restricted
  /// form: no part is edited twice) that turn one word into the other.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for (row, leftScalar) in left.enumerated() {
      var current = [row + 1]
      for (column, rightScalar) in right.enumerated() {
        let replaced = previous[column] + (leftScalar == rightScalar ? 0 : 1)
        var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
