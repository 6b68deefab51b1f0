import Foundation
import Glibc

/// A file of preferences as the disk has it.
enum PreferenceFile {
  /// Its text; nil when there is none, or its folder may not be looked into, as that of another
  /// user.
  ///
  /// - Throws: `PreferenceProblem` 66 for what is there and cannot be read: it was meant to be
  ///   heard.
  static func text(_ path: String) throws(PreferenceProblem) -> String? {
    var information = stat()
    guard stat(path, &information) == 0 else {
      let reason = errno
      guard lstat(path, &information) == 0 else { return nil }
      throw problem(String(cString: strerror(reason)), path)
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw problem("it is a folder", path)
    default:
      // A null device says that there are none.
      if isNull(information) { return nil }
      throw problem("it is no regular file", path)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(String(cString: strerror(errno)), path) }
    close(descriptor)
    guard let bytes = AtomicFile.read(path) else { throw problem("it cannot be read", path) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem("it is not UTF-8", path)
    }
    return text
  }

  private static func isNull(_ information: stat) -> Bool {
    var null = stat()
    return stat("/dev/null", &null) == 0 && null.st_rdev == information.st_rdev
      && information.st_mode & S_IFMT == S_IFCHR
  }

  private static func problem(_ reason: String, _ path: String) -> PreferenceProblem {
    PreferenceProblem("cannot read the preferences: \(reason)", at: path, status: .missingInput)
  }
}
