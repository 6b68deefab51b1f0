import Glibc

/// Reads whole files, and only ordinary ones of a sensible size.
enum FileReader {
  /// The largest file that is read: 1 MiB.
  static let largestSize = 1 << 20

  /// Why a file was not read.
  enum Failure: Error {
    /// The operating system's words.
    case cannotOpen(String)
    /// A directory, a pipe, a device.
    case notAFile(String)
    case tooLarge
  }

  /// What identifies a file whatever its path is.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  static func read(_ path: String) throws(Failure) -> (bytes: [UInt8], identity: Identity) {
    guard !path.utf8.contains(0) else { throw .cannotOpen("the path holds a NUL") }
    // Not blocking: opening a pipe without a writer must not hang.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotOpen(String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .notAFile("a directory")
    case S_IFIFO: throw .notAFile("a pipe")
    default: throw .notAFile("a device or socket")
    }
    let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw .cannotOpen(String(cString: strerror(errno)))
      }
      if count == 0 { return (bytes, identity) }
      bytes.append(contentsOf: buffer[..<count])
      // Asked while reading, since a file may grow.
      guard bytes.count <= largestSize else { throw .tooLarge }
    }
  }
}
