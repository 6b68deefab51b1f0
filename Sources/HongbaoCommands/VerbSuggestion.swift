/// Finds the verb that was meant; argument-parser suggests options only.
package enum VerbSuggestion {
  /// What is wrong with the first word of `arguments`, or nil when it is one of `verbs` or an
  /// option.
  package static func complaint(about arguments: [String], verbs: [String]) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-"), !verbs.contains(word) else {
      return nil
    }
    let start = "unknown verb `\(word)`"
    if let near = nearest(to: word, among: verbs) { return "\(start); did you mean `\(near)`?" }
    return "\(start); expected one of: \(verbs.joined(separator: ", "))"
  }

  /// The candidate within a distance of `limit` (and less than half of the word), the first of
  /// equals.
  package static func nearest(
    to word: String, among candidates: [String], limit: Int = 2
  ) -> String? {
    let letters = Array(word.lowercased())
    let limit = min(limit, max(1, letters.count / 2))
    let distances = candidates.map { distance(letters, Array($0)) }
    guard let best = distances.min(), best <= limit else { return nil }
    return distances.firstIndex(of: best).map { candidates[$0] }
  }

  /// Edits from `left` to `right`: insert, delete, replace, or swap two neighbours
  /// (Damerau-Levenshtein, optimal string alignment). O(left × right).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let replace = last[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(replace, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
