import ArgumentParser

/// Refuses metrics that nothing will have: a misspelt name must not pass for a good result.
enum MetricNameCheck {
  /// - Throws: `ValidationError` with the nearest name.
  static func check(_ names: [String], among known: [String]) throws {
    let all = Set(known)
    for name in names where !all.contains(name) {
      let near = VerbSuggestion.nearest(to: name, among: known, limit: max(2, name.count / 2))
      let help = near.map { "did you mean `\($0)`?" } ?? "`statistics.metrics` of a result has all"
      throw ValidationError("there is no metric `\(name)`; \(help)")
    }
  }
}
