import Glibc

/// Standard output or standard error, written whole or with an error.
struct StandardStream {
  static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
  static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  var descriptor: Int32
  var name: String

  /// True when the stream is a terminal.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; 80 when unknown.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all of `text`. A reader that went away (`| head`) has what it wants: no error.
  func write(_ text: String) throws(OutputFailure) { try write(Array(text.utf8)) }

  /// The same with bytes.
  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    do throws(OutputFailure) {
      try DescriptorWriter.write(bytes, to: descriptor, path: name)
    } catch {
      if error.errorNumber != EPIPE { throw error }
    }
  }

  /// Writes `text` and gives up quietly when that fails: for messages, where there is nobody left
  /// to tell.
  func tell(_ text: String) {
    try? write(text)
  }
}
