import Foundation
import Glibc

/// The hidden folders in which results are put together, and the hidden files that will be
/// checkpoints.
enum TemporaryFolders {
  /// `.tmp.<process>-…`
  static let prefix = ".tmp."

  /// Holds `folder` for as long as the descriptor is open; -1 when that cannot be done.
  ///
  /// The lock ends with the process, so that a folder of another container's process, whose number
  /// means nothing here, is not taken for a dead one's.
  static func lock(_ folder: String) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return -1 }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return -1
  }

  /// Removes what dead processes left in `parent`; what cannot be removed stays.
  static func removeStale(in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let process = process(of: name), isDead(process) else { continue }
      let path = "\(parent)/\(name)"
      let descriptor = lock(path)
      guard descriptor >= 0 else { continue }
      remove(path)
      close(descriptor)
    }
  }

  /// Removes a file, or a folder with all that is in it.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func process(of name: String) -> pid_t? {
    pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" })
  }

  /// True when no such process runs. Our own number on a folder is a dead namesake's.
  private static func isDead(_ process: pid_t) -> Bool {
    process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
  }
}
