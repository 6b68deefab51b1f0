import ArgumentParser
import Foundation
import Glibc

/// Files that the user names.
enum NamedOutput {
  /// Writes a file whole or not at all, with the rights of the one that it takes the place of; into
  /// a pipe or a device as it comes.
  ///
  /// - Throws: `OutputFailure`: 73 when it cannot be created, 74 when writing fails.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputFailure) {
    var information = stat()
    let isThere = stat(path, &information) == 0
    if isThere, information.st_mode & S_IFMT != S_IFREG {
      return try write(bytes, to: path, flags: O_WRONLY)
    }
    // A link stays, and what it points at is replaced.
    let target = isThere ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
    do throws(OutputFailure) {
      try AtomicFile.write(
        bytes, to: target, in: folder.isEmpty ? "/" : folder,
        mode: isThere ? information.st_mode : nil)
    } catch {
      var failure = error
      failure.path = path
      throw failure
    }
  }

  /// Refuses a file to write that is one of those that are read, under any name.
  ///
  /// - Throws: `ValidationError`, which names the option.
  static func refuse(_ output: String?, of option: String, over inputs: [String]) throws {
    var target = stat()
    guard let output, stat(output, &target) == 0, target.st_mode & S_IFMT == S_IFREG else { return }
    for input in inputs {
      var source = stat()
      guard stat(input, &source) == 0 else { continue }
      if source.st_dev == target.st_dev && source.st_ino == target.st_ino {
        throw ValidationError("\(option) \(output) would overwrite `\(input)`, which is read")
      }
    }
  }

  /// Adds to the end of a file, which is made if it is not there.
  ///
  /// - Throws: `OutputFailure`, as `write`.
  static func append(_ text: String, to path: String) throws(OutputFailure) {
    try write(Array(text.utf8), to: path, flags: O_WRONLY | O_APPEND | O_CREAT)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, flags: Int32
  ) throws(OutputFailure) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(.cannotCreate, action: "open", path: path, errorNumber: errno)
    }
    do throws(OutputFailure) {
      try DescriptorWriter.write(bytes, to: descriptor, path: path)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else {
      throw OutputFailure(.inputOutput, action: "close", path: path, errorNumber: errno)
    }
  }
}
