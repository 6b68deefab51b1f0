import Foundation

/// Programs of others that read what the tool exports; a test that lacks one is skipped.
public enum ExportReaders {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Python with the modules that `./test` installs as root into .build/venv.
  public static let python = root.appendingPathComponent(".build/venv/bin/python").path

  /// Whether Python has a module.
  public static func hasModule(_ name: String) -> Bool {
    let check = try? ProcessRunner(python, ["-c", "import \(name)"]).run(timeoutSeconds: 60)
    return check?.status == 0
  }

  /// Whether there is a program on the path.
  public static func hasProgram(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }
}
