import ResultStore
import ResultTypes

/// The runs that ids on the command line mean: whole ids, beginnings that only one id has, or
/// `latest`.
enum RunIDs {
  /// The word for the finished run that was kept last.
  static let latest = "latest"

  /// The whole ids, each once.
  ///
  /// - Throws: the exit status, after every mistake is told: 66 for an unknown run, 64 for a
  ///   beginning that several have.
  static func resolve(_ words: [String], in store: ResultStore) throws -> [String] {
    var ids: [String] = []
    var status: ExitStatus?
    let all = try StoreOptions.telling("read") { () throws(StoreFailure) in try store.ids() }
    for word in words {
      let found = try found(word, all, in: store)
      if let only = found.first, found.count == 1 {
        if !ids.contains(only) { ids.append(only) }
      } else if found.isEmpty || word.isEmpty {
        StandardStream.error.tell(unknown(word, all))
        status = .missingInput
      } else {
        StandardStream.error.tell(ambiguous(word, found))
        status = status ?? .usage
      }
    }
    if let status { throw status.error }
    return ids
  }

  private static func found(
    _ word: String, _ all: [String], in store: ResultStore
  ) throws -> [String] {
    if all.contains(word) { return [word] }
    guard word == latest else { return all.filter { $0.hasPrefix(word) } }
    let runs = try StoreOptions.telling("read") { () throws(StoreFailure) in
      try store.summaries()
    }
    return runs.first { $0.verdict != .partial }.map { [$0.id] } ?? []
  }

  private static func unknown(_ word: String, _ all: [String]) -> String {
    if word == latest { return "error: no finished run is kept\n" }
    // What was meant may be a beginning, too.
    let beginnings = all.map { String($0.prefix(word.count)) }
    let limit = max(2, word.count / 3)
    let near =
      VerbSuggestion.nearest(to: word, among: [latest])
      ?? VerbSuggestion.nearest(to: word, among: beginnings, limit: limit)
      .flatMap { near in all.first { $0.hasPrefix(near) } }
    let help =
      near.map { "did you mean `\($0)`?" } ?? "`hongbao runs list` shows the runs that there are"
    return "error: there is no run `\(word)`\n  = help: \(help)\n"
  }

  private static func ambiguous(_ word: String, _ found: [String]) -> String {
    let shown = found.prefix(5).joined(separator: ", ") + (found.count > 5 ? ", …" : "")
    return
      "error: \(found.count) runs begin with `\(word)`\n  = note: \(shown)\n"
      + "  = help: write more of the id\n"
  }
}
