import Glibc

/// Holds a folder for this process for as long as it lives and has not released it.
///
/// The system lets go when the process ends, however it ends.
struct FolderLock {
  private let descriptor: Int32

  /// Tries to take `folder`; does not wait.
  init(_ folder: String) { descriptor = TemporaryFolders.lock(folder) }

  /// False when another process holds it, or the file system knows no locks.
  var isHeld: Bool { descriptor >= 0 }

  /// Lets go.
  func release() { if isHeld { close(descriptor) } }
}
