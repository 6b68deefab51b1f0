/// Why shards cannot be gone on with or merged: a message with its code, notes and advice.
struct ShardProblem: Error {
  var status: ExitStatus
  /// A code of `CommandCatalog`.
  var code: String
  var message: String
  var notes: [String] = []
  var help: [String] = []

  /// As it is printed, with a newline at its end.
  var text: String {
    let lines =
      ["error[\(code)]: \(message)"] + notes.map { "  = note: \($0)" }
      + help.map { "  = help: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Files that hold parts of different studies.
  static func otherStudy(_ message: String, _ notes: [String], _ help: String) -> ShardProblem {
    ShardProblem(
      status: .invalidInput, code: CommandCatalog.otherStudy, message: message, notes: notes,
      help: [help])
  }
}
