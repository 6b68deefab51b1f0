import Glibc

/// Folders: making and flushing.
enum FolderMaking {
  /// Makes the folder and those above it that are missing.
  static func makeAll(_ path: String) throws(OutputFailure) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += (prefix.isEmpty || prefix == "/" ? "" : "/") + part
      if mkdir(prefix, 0o777) != 0 {
        let reason = errno
        if isFolder(prefix) { continue }
        throw OutputFailure(
          .cannotCreate, action: "create the folder", path: prefix,
          errorNumber: reason == EEXIST ? ENOTDIR : reason)
      }
    }
  }

  /// Makes one new folder.
  static func make(_ path: String) throws(OutputFailure) {
    guard mkdir(path, 0o777) == 0 else {
      throw OutputFailure(
        .cannotCreate, action: "create the folder", path: path, errorNumber: errno)
    }
  }

  /// Makes the names in the folder durable.
  static func flush(_ path: String) throws(OutputFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OutputFailure(.inputOutput, action: "open the folder", path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    // EINVAL: a file system without fsync of folders.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw OutputFailure(
        .inputOutput, action: "flush the folder", path: path, errorNumber: errno)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }
}
