/// A line on standard error that tells how far something is: drawn over and over on a terminal, one
/// below the other elsewhere.
struct StatusLine {
  let isTerminal = StandardStream.error.isTerminal
  private var hasDrawn = false

  init() {}

  /// Shows a line in the place of the one before.
  mutating func show(_ line: String) {
    if isTerminal {
      // Back to the first column, the line cut to the window, the rest of the row erased.
      StandardStream.error.tell("\r\(line.prefix(StandardStream.error.columns - 1))\u{1B}[K")
      hasDrawn = true
    } else {
      StandardStream.error.tell(line + "\n")
    }
  }

  /// Takes the line off the terminal.
  mutating func clear() {
    if hasDrawn { StandardStream.error.tell("\r\u{1B}[K") }
    hasDrawn = false
  }
}
