import ResultStore

/// The runs that ids on the command line mean: whole ids, or beginnings that only one id has.
enum RunIDs {
  /// The whole ids, each once.
  ///
  /// - Throws: the exit status, after every mistake is told: 66 for an unknown run, 64 for a
  ///   beginning that several have.
  static func resolve(_ words: [String], in store: ResultStore) throws -> [String] {
    var ids: [String] = []
    var status: ExitStatus?
    let all = try StoreOptions.telling("read") { () throws(StoreFailure) in try store.ids() }
    for word in words {
      let found = all.contains(word) ? [word] : all.filter { $0.hasPrefix(word) }
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

  private static func unknown(_ word: String, _ all: [String]) -> String {
    // What was meant may be a beginning, too.
    let beginnings = all.map { String($0.prefix(word.count)) }
    let limit = max(2, word.count / 3)
    let near = VerbSuggestion.nearest(to: word, among: beginnings, limit: limit)
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
