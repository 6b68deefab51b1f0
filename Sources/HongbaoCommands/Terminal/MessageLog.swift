/// What is told on standard error beside results and progress.
///
/// Errors end a command, and are always told, where they happen.
package struct MessageLog: Sendable {
  var level: LogLevel

  /// Whether messages of a level are told.
  package func shows(_ level: LogLevel) -> Bool { self.level >= level }

  /// Something that the user should look at.
  package func warn(_ text: String) { tell(.warning, "warning: \(text)\n") }

  /// Something that is good to know.
  package func note(_ text: String) { tell(.info, "note: \(text)\n") }

  /// Something that is of interest when one looks for a reason.
  func detail(_ text: String) { tell(.debug, "note: \(text)\n") }

  /// A whole message with its line feed.
  func tell(_ level: LogLevel, _ text: String) {
    if shows(level) { StandardStream.error.tell(text) }
  }
}
