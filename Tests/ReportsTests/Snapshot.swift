import Foundation
import Testing

/// Files that hold what a format looked like when someone last looked at it.
enum Snapshot {
  /// Compares a text with a file of `Snapshots/`, or rewrites the file when `UPDATE_SNAPSHOTS=1`.
  static func check(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try check(
      text, at: folder.appendingPathComponent("Snapshots/" + name), sourceLocation: sourceLocation)
  }

  /// The same for any file of the repository.
  static func check(
    _ text: String, at file: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard text != expected else { return }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    Issue.record(
      """
      \(file.lastPathComponent) differs from line \(line + 1) on:
      - \(line < old.count ? String(old[line].prefix(300)) : "(end)")
      + \(line < new.count ? String(new[line].prefix(300)) : "(end)")
      UPDATE_SNAPSHOTS=1 rewrites it
      """, sourceLocation: sourceLocation)
  }

  /// The folder of these tests.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  /// The root of the package.
  static let root = folder.deletingLastPathComponent().deletingLastPathComponent()
}
