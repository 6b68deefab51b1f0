/// Why a comparison or a sweep cannot be made, in words for standard error.
struct ComparisonProblem: Error {
  var status: ExitStatus
  var message: String
  var help: String?

  init(_ status: ExitStatus, _ message: String, help: String? = nil) {
    self.status = status
    self.message = message
    self.help = help
  }

  /// What is printed, one line or two.
  var text: String {
    "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? "")
  }

  /// Does `body`; a problem is told on standard error, and its status thrown.
  static func told(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let problem as ComparisonProblem {
      StandardStream.error.tell(problem.text)
      throw problem.status.error
    }
  }
}
