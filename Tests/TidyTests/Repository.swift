import Foundation

/// The files of this repository, as the tests see them.
enum Repository {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file by its path from the root; bytes that are no UTF-8 (some fixtures are
  /// broken on purpose) are replaced.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
  }

  /// Paths (from the root) of all files below `folder` with the ending, sorted.
  static func files(in folder: String, ending: String) -> [String] {
    let start = root.appendingPathComponent(folder)
    guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
      .map { "\(folder)/\($0)" }.sorted()
  }

  /// Names of the folders directly in `folder`, sorted.
  static func folders(in folder: String) throws -> [String] {
    let start = root.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(
      at: start, includingPropertiesForKeys: [.isDirectoryKey]
    ).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
      .map(\.lastPathComponent).sorted()
  }

  /// All text that belongs to the project: what git tracks, or would track.
  static func ownFiles() throws -> [String] {
    let folders = [
      "Sources", "Tests", "Benchmarks", "docs", "topologies", "results", "scripts", ".ci",
    ]
    let single = [
      "Package.swift", "README.md", "CHANGELOG.md", "hongbao", "hongbao-mpi", "test", ".gitignore",
      ".swift-format",
    ]
    let endings = [
      ".swift", ".md", ".yaml", ".yml", ".sh", ".c", ".h", ".cpp", ".hpp", ".py", ".csv", "/run",
      "/compare", "/check-budgets",
    ]
    let below = folders.flatMap { folder in endings.flatMap { files(in: folder, ending: $0) } }
    let there = single.filter {
      FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
    }
    return (below + there).sorted()
  }

  /// Every Swift file of `Sources/`, `Tests/` and `Benchmarks/`.
  static var swiftFiles: [String] {
    ["Sources", "Tests", "Benchmarks"].flatMap { files(in: $0, ending: ".swift") }
  }

  /// Names of the folders that are modules: all of `Sources/`, those of `Benchmarks/` with Swift.
  static func modules() throws -> [String] {
    let measured = try folders(in: "Benchmarks").filter {
      !files(in: "Benchmarks/\($0)", ending: ".swift").isEmpty
    }
    return try folders(in: "Sources") + measured
  }

  /// The Swift files of one module.
  static func sources(of module: String) throws -> [SwiftText] {
    try ["Sources", "Benchmarks"].flatMap { files(in: "\($0)/\(module)", ending: ".swift") }
      .map(SwiftText.init(path:))
  }
}
