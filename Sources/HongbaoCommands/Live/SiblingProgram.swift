import Foundation
import Glibc

/// A program that is built beside this one.
struct SiblingProgram {
  /// Its file name.
  let name: String

  /// Its path; nil when it is not there.
  var path: String? {
    let files = FileManager.default
    guard let own = try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return nil
    }
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().path + "/" + name
    return files.isExecutableFile(atPath: path) ? path : nil
  }

  /// Becomes it, with these words; returns only by throwing.
  ///
  /// - Throws: `ExitCode` 69 when it is not there or cannot be started, after saying so.
  func become(_ words: [String]) throws {
    guard let path else {
      StandardStream.error.tell(
        """
        error: `\(words.first ?? name)` needs the program \(name), which is not beside this one
          = help: in the project's folder ./\(name) builds it; it needs libnghttp2-dev

        """)
      throw ExitStatus.unavailable.error
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = ([name] + words).map { strdup($0) } + [nil]
    execv(path, &arguments)
    StandardStream.error.tell("error: cannot start \(path): \(String(cString: strerror(errno)))\n")
    throw ExitStatus.unavailable.error
  }
}
