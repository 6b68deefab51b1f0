import Foundation
import Glibc

/// A new folder that goes away with the object.
public final class TemporaryFolder: Sendable {
  /// Its path.
  public let root: String

  public init() throws {
    let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let name = "hongbao-test-\(UUID().uuidString)"
    root = "\(base)/\(name)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// The path of `name` in it.
  public func path(_ name: String) -> String { "\(root)/\(name)" }

  /// Writes a file and answers its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }
}
