import Foundation

/// Programs of others, asked for their version.
enum ForeignProgram {
  /// The first line (that has some words in it) of what a program prints; nil when there is no such
  /// program, it fails, or it prints nothing.
  static func firstLine(_ words: [String], matching part: String = "") -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A program that hangs is not there.
    process.arguments = ["timeout", "20"] + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      .first { part.isEmpty || $0.contains(part) }
  }
}
