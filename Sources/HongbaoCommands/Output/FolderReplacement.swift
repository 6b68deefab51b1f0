import CSystemShims
import Glibc

/// Puts a folder of files in place in one step.
///
/// All files are written and flushed to disk in a hidden sibling, `.tmp.<process>-<name>`; then one
/// rename (or exchange with the folder that is there) makes it visible. Whoever looks, and whatever
/// kills the process, sees the old folder, none, or the whole new one. The folder belongs to the
/// run: what somebody else put into the old one goes with it.
package struct FolderReplacement {
  /// One file of the folder.
  package struct File {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The folder that holds the replaced one.
  let parent: String
  /// The folder's name in `parent`.
  let name: String

  package init(parent: String, name: String) {
    self.parent = parent
    self.name = name
  }

  /// The path of the folder.
  package var target: String { "\(parent)/\(name)" }
  private var temporary: String { "\(parent)/\(TemporaryFolders.prefix)\(getpid())-\(name)" }

  /// Writes `files` and makes them the folder.
  ///
  /// - Parameter mayCommit: asked once, after everything is written and before the rename; false
  ///   leaves no trace and answers false.
  /// - Throws: `OutputFailure`: 73 when something cannot be created, 74 when writing fails; the
  ///   old folder is untouched then.
  package func commit(
    _ files: [File], mayCommit: () -> Bool = { true }
  ) throws(OutputFailure) -> Bool {
    try FolderMaking.makeAll(parent)
    TemporaryFolders.removeStale(in: parent)
    try FolderMaking.make(temporary)
    let lock = TemporaryFolders.lock(temporary)
    defer { if lock >= 0 { close(lock) } }
    do throws(OutputFailure) {
      for file in files { try writeNew(file) }
      try FolderMaking.flush(temporary)
      guard mayCommit() else {
        TemporaryFolders.remove(temporary)
        return false
      }
      try swap()
    } catch {
      TemporaryFolders.remove(temporary)
      throw error
    }
    try FolderMaking.flush(parent)
    TemporaryFolders.remove(temporary)
    return true
  }

  private func writeNew(_ file: File) throws(OutputFailure) {
    let path = "\(temporary)/\(file.name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(.cannotCreate, action: "create", path: path, errorNumber: errno)
    }
    do throws(OutputFailure) {
      try DescriptorWriter.write(Array(file.text.utf8), to: descriptor, path: path)
      guard fsync(descriptor) == 0 else {
        throw OutputFailure(.inputOutput, action: "flush", path: path, errorNumber: errno)
      }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else {
      throw OutputFailure(.inputOutput, action: "close", path: path, errorNumber: errno)
    }
  }

  /// The one step. Loops, because another process may create or remove the target meanwhile.
  private func swap() throws(OutputFailure) {
    for _ in 0..<100 {
      if csystem_rename_new(temporary, target) == 0 { return }
      if errno == EEXIST || errno == ENOTEMPTY {
        if csystem_exchange(temporary, target) == 0 { return }
        if errno == ENOENT { continue }
      }
      if errno == EINVAL || errno == ENOSYS { return try swapInTwoSteps() }
      break
    }
    throw OutputFailure(.inputOutput, action: "replace", path: target, errorNumber: errno)
  }

  /// For file systems that cannot exchange (some network file systems): between the two renames
  /// there is no folder, never half a one.
  private func swapInTwoSteps() throws(OutputFailure) {
    let old = "\(parent)/\(TemporaryFolders.prefix)\(getpid())-old-\(name)"
    let hadOld = Glibc.rename(target, old) == 0
    guard Glibc.rename(temporary, target) == 0 else {
      let reason = errno
      if hadOld { _ = Glibc.rename(old, target) }
      throw OutputFailure(.inputOutput, action: "replace", path: target, errorNumber: reason)
    }
    if hadOld { TemporaryFolders.remove(old) }
  }
}
