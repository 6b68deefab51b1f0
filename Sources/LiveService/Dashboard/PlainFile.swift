import Glibc

/// What is known of a file before it is opened: a pipe would be waited for without end.
enum PlainFile {
  /// Bytes of the file at `path`; nil when it is none, or none of the usual kind.
  ///
  /// - Parameter followsLinks: whether a symbolic link counts as what it leads to.
  static func size(at path: String, followsLinks: Bool) -> Int? {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return Int(status.st_size)
  }
}
