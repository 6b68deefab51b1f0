/// Why something that is stored cannot be shown or taken in: a message with its place and advice.
struct StoredProblem: Error {
  var status: ExitStatus
  /// A code of `CommandCatalog`, if there is one.
  var code: String?
  var message: String
  /// The file, with line and column where they are known.
  var place: String?
  var help: String?

  init(
    _ status: ExitStatus, code: String? = nil, _ message: String, at place: String? = nil,
    help: String? = nil
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.place = place
    self.help = help
  }

  /// As it is printed, with a line feed at its end.
  var text: String {
    let head = "error\(code.map { "[\($0)]" } ?? ""): \(message)"
    let lines = [head, place.map { "  --> \($0)" }, help.map { "  = help: \($0)" }]
    return lines.compactMap(\.self).joined(separator: "\n") + "\n"
  }
}
