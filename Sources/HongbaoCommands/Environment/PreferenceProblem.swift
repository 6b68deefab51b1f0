/// A preference that means nothing, or a file of them that cannot be read.
package struct PreferenceProblem: Error, Hashable {
  package var message: String
  /// The variable, or the file, with its line where there is one.
  package var origin: String
  /// 64, or 66 for a file that cannot be read.
  package var status: ExitStatus

  init(_ message: String, at origin: String, status: ExitStatus = .usage) {
    self.message = message
    self.origin = origin
    self.status = status
  }

  /// What is shown.
  package var text: String { "error: \(message)\n  --> \(origin)\n" }
}
