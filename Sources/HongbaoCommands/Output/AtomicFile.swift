import Foundation
import Glibc

/// Files that are there whole or not at all.
enum AtomicFile {
  private static let prefix = ".tmp."

  /// All bytes of a file; nil when there is none or it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    return Array(data)
  }

  /// Writes `bytes` beside `path`, flushes them to disk, and renames: whoever looks, and whatever
  /// kills the process, sees the old file, none, or the whole new one.
  ///
  /// - Parameters:
  ///   - folder: the folder that holds `path`.
  ///   - mode: who may read and write the new file, before it can be seen; nil: as the process has
  ///     it.
  /// - Throws: `OutputFailure`: 73 when the file cannot be created, 74 when writing fails; nothing
  ///   is left then.
  static func write(
    _ bytes: [UInt8], to path: String, in folder: String, mode: mode_t? = nil
  ) throws(OutputFailure) {
    // Not the process number: those of two containers may be the same.
    let mark = UInt64.random(in: .min ... .max)
    let temporary = "\(folder)/\(prefix)\(String(mark, radix: 16))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(.cannotCreate, action: "create", path: temporary, errorNumber: errno)
    }
    do throws(OutputFailure) {
      do throws(OutputFailure) {
        if let mode { try give(mode, descriptor, path) }
        try DescriptorWriter.write(bytes, to: descriptor, path: path)
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
      guard rename(temporary, path) == 0 else {
        throw OutputFailure(.inputOutput, action: "replace", path: path, errorNumber: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try FolderMaking.flush(folder)
  }

  private static func give(
    _ mode: mode_t, _ descriptor: Int32, _ path: String
  ) throws(OutputFailure) {
    guard fchmod(descriptor, mode & 0o7777) == 0 else {
      throw OutputFailure(
        .cannotCreate, action: "set the rights of", path: path, errorNumber: errno)
    }
  }

  /// Writes a new file and never over another one.
  ///
  /// - Parameter mode: who may read and write it; nil: as the process has it.
  /// - Throws: `OutputFailure`: 73 when something of that name is there, or it cannot be created.
  static func writeNew(
    _ text: String, to path: String, mode: mode_t? = nil
  ) throws(OutputFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(.cannotCreate, action: "create", path: path, errorNumber: errno)
    }
    do throws(OutputFailure) {
      if let mode { try give(mode, descriptor, path) }
      try DescriptorWriter.write(Array(text.utf8), to: descriptor, path: path)
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
    guard close(descriptor) == 0 else {
      throw OutputFailure(.inputOutput, action: "close", path: path, errorNumber: errno)
    }
  }

  /// Removes what killed processes left half written in a folder.
  static func removeRemains(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) { unlink("\(folder)/\(name)") }
  }
}
