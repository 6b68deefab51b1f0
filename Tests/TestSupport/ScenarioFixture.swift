import Foundation
import ScenarioLanguage
import ScenarioTypes

/// Scenario files of the repository and of tests.
public enum ScenarioFixture {
  /// What goes wrong with a fixture; tests let it through.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// The root folder of the repository.
  public static let repository: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The paths of all files in `topologies/`, sorted.
  public static func topologies() throws -> [String] {
    let folder = repository + "/topologies"
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }

  /// True for files that are scenarios by themselves, not clusters to be included.
  public static func isScenario(_ path: String) throws -> Bool {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").contains {
      $0.hasPrefix("duration:") || $0.hasPrefix("base:")
    }
  }

  /// Loads a file, or throws its diagnostics as text.
  public static func load(_ path: String, overrides: [String] = []) throws -> LoadedScenario {
    switch ScenarioLoader.load(path: path, overrides: overrides) {
    case .loaded(let loaded, _): return loaded
    case .unreadable(let item):
      throw Failure(description: DiagnosticRenderer.text([item], color: false, ascii: false))
    case .invalid(let items):
      throw Failure(description: DiagnosticRenderer.text(items, color: false, ascii: false))
    }
  }

  /// Loads a text as if it were a file in an empty folder, together with other files.
  public static func load(
    text: String, overrides: [String] = [], beside files: [String: String] = [:]
  ) throws -> LoadedScenario {
    try withFolder(files.merging(["scenario.yaml": text]) { $1 }) { folder in
      try load("\(folder)/scenario.yaml", overrides: overrides)
    }
  }

  /// Makes a folder with files for the time of a call.
  public static func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hongbao-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return try body(folder.path)
  }
}
