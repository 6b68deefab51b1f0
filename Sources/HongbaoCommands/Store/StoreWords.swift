import ResultStore

/// Messages about the database of runs.
enum StoreWords {
  /// A message with its code, the database and advice, with a newline at its end.
  static func text(
    _ failure: StoreFailure, _ level: String, _ message: String, help: [String] = []
  ) -> String {
    let lines =
      [
        "\(level)[\(CommandCatalog.storeUnusable)]: \(message): \(failure.reason)",
        "  --> \(failure.path)",
      ] + (help + [failure.help]).map { "  = help: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
