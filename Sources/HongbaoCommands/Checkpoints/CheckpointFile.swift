import CSystemShims
import Glibc

/// The file that keeps the state of one run, beside its result folder.
///
/// A checkpoint is written and flushed under another name, then renamed: whatever kills the
/// process,
/// there is the old one or the new one, whole. Whoever wrote it holds a lock on it for as long as
/// it runs, and a lock ends with its process: of two runs with one name the second one leaves the
/// file to the first.
package struct CheckpointFile: ~Copyable {
  /// Whose the file is.
  enum Owner {
    /// There is none.
    case nobody
    /// This run holds it.
    case me
    /// Another run holds it.
    case another
  }

  let parent: String
  let name: String
  /// Holds the file that is ours; -1 when none is.
  private var lock: Int32 = -1

  /// The checkpoint of the run whose folder is `run` in `parent`.
  package init(parent: String, run: String) {
    self.parent = parent
    name = "\(run).checkpoint"
  }

  deinit { if lock >= 0 { close(lock) } }

  /// The path of the file.
  package var path: String { "\(parent)/\(name)" }
  private var temporary: String { "\(parent)/\(TemporaryFolders.prefix)\(getpid())-\(name)" }

  /// True when there is a file.
  package var exists: Bool { access(path, F_OK) == 0 }

  /// Reads it; nil when there is none. The file is this run's from then on, unless another one
  /// holds it.
  package mutating func read() throws(CheckpointFailure) -> Checkpoint? {
    _ = claim()
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .unreadable(String(cString: strerror(errno)), path)
    }
    defer { close(descriptor) }
    return try Checkpoint(reading: bytes(of: descriptor), path: path)
  }

  private func bytes(of descriptor: Int32) throws(CheckpointFailure) -> [UInt8] {
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable("it is not a file", path)
    }
    let size = Int(information.st_size)
    var reason: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let base = buffer.baseAddress {
        let done = Glibc.read(descriptor, base + count, size - count)
        if done > 0 { count += done }
        if done == 0 { break }
        if done < 0 && errno != EINTR {
          reason = errno
          break
        }
      }
    }
    if reason != 0 { throw .unreadable(String(cString: strerror(reason)), path) }
    return bytes
  }

  /// Replaces the file in one step; false when another run holds it.
  ///
  /// - Throws: `OutputFailure`; the old file is untouched then.
  package mutating func write(
    _ checkpoint: Checkpoint
  ) throws(OutputFailure) -> Bool {
    try FolderMaking.makeAll(parent)
    TemporaryFolders.removeStale(in: parent)
    let owner = claim()
    if owner == .another { return false }
    let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(.cannotCreate, action: "create", path: temporary, errorNumber: errno)
    }
    // Held before it can be seen under its name.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    let isPlaced: Bool
    do throws(OutputFailure) {
      try fill(descriptor, checkpoint)
      isPlaced = try place(over: owner)
    } catch {
      unlink(temporary)
      close(descriptor)
      throw error
    }
    guard isPlaced else {
      unlink(temporary)
      close(descriptor)
      return false
    }
    if lock >= 0 { close(lock) }
    lock = descriptor
    try FolderMaking.flush(parent)
    return true
  }

  private func fill(_ descriptor: Int32, _ checkpoint: Checkpoint) throws(OutputFailure) {
    let head = Array(checkpoint.header.text.utf8)
    for part in [head, checkpoint.state, Checkpoint.trailer(head, checkpoint.state)] {
      try DescriptorWriter.write(part, to: descriptor, path: temporary)
    }
    guard fsync(descriptor) == 0 else {
      throw OutputFailure(.inputOutput, action: "flush", path: temporary, errorNumber: errno)
    }
  }

  /// The one step; false when another run was faster.
  private func place(over owner: Owner) throws(OutputFailure) -> Bool {
    if owner == .nobody {
      if csystem_rename_new(temporary, path) == 0 { return true }
      if errno == EEXIST { return false }
      // EINVAL, ENOSYS: a file system that only knows the plain rename.
      if errno != EINVAL && errno != ENOSYS { throw replaceFailure() }
    }
    guard rename(temporary, path) == 0 else { throw replaceFailure() }
    return true
  }

  private func replaceFailure() -> OutputFailure {
    OutputFailure(.inputOutput, action: "replace", path: path, errorNumber: errno)
  }

  /// Removes the file, if it is not another run's.
  package mutating func remove() {
    if claim() == .me { unlink(path) }
    if lock >= 0 { close(lock) }
    lock = -1
  }

  /// Takes the file, if there is one and its writer is dead.
  private mutating func claim() -> Owner {
    // Again when somebody replaces the file meanwhile.
    for _ in 0..<100 {
      if lock >= 0 {
        if isAtPath(lock) { return .me }
        close(lock)
        lock = -1
      }
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return errno == ENOENT ? .nobody : .me }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
        close(descriptor)
        return .another
      }
      lock = descriptor
    }
    return .another
  }

  /// True when the file under the name is the one that is held.
  private func isAtPath(_ descriptor: Int32) -> Bool {
    var held = stat()
    var named = stat()
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0
      && held.st_dev == named.st_dev && held.st_ino == named.st_ino
  }
}
