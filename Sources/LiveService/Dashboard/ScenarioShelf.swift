import Foundation
import ScenarioLanguage
import ScenarioTypes

/// The scenario files that the dashboard shows, and texts in their place.
///
/// Nothing else is read on behalf of a client: a path that is not on the shelf does not exist.
package struct ScenarioShelf: Sendable {
  /// One file.
  package struct Entry: Codable, Sendable, Equatable {
    /// As the client names it.
    package var path: String
    /// The `name:` of the file, or its path.
    package var title: String
  }

  /// Folders whose `.yaml` files are on the shelf.
  let folders: [String]

  /// - Parameter folders: relative to the working folder, or absolute; those that are missing are
  ///   empty.
  package init(folders: [String]) { self.folders = folders }

  /// What is on the shelf now, folder by folder, sorted.
  package var entries: [Entry] {
    var entries: [Entry] = []
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard let text = text(at: path), Self.isScenario(text) else { continue }
        entries.append(Entry(path: path, title: Self.title(of: text) ?? path))
      }
    }
    return entries
  }

  /// The text of a file on the shelf; nil when it is not there.
  package func text(of path: String) -> String? {
    entries.contains { $0.path == path } ? text(at: path) : nil
  }

  private func text(at path: String) -> String? {
    guard let size = PlainFile.size(at: path, followsLinks: true), size <= 1 << 20 else {
      return nil
    }
    return try? String(contentsOfFile: path, encoding: .utf8)
  }

  /// Topologies and bases alone are no scenarios.
  private static func isScenario(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix("duration:") || $0.hasPrefix("base:") }
  }

  private static func title(of text: String) -> String? {
    for line in text.split(separator: "\n") where line.hasPrefix("name:") {
      let words = line.dropFirst(5).split(separator: " #")[0]
      let title = words.trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
      return title.isEmpty ? nil : title
    }
    return nil
  }

  /// Loads a scenario as it would be if the file at `path` held `text`; nil `text`: as it is.
  ///
  /// The text is read from a folder of its own that holds links to the files beside the original,
  /// so that what it includes is found; places in diagnostics name the original.
  package func load(
    path: String, text: String?, overrides: [String] = []
  ) -> ScenarioLoader.Outcome {
    guard let text else { return ScenarioLoader.load(path: path, overrides: overrides) }
    let files = FileManager.default
    let name = path.split(separator: "/").last.map(String.init) ?? "scenario.yaml"
    let original = path.contains("/") ? String(path.dropLast(name.count + 1)) : "."
    let folder = files.temporaryDirectory.path + "/hongbao-\(UUID().uuidString)"
    defer { try? files.removeItem(atPath: folder) }
    do {
      try files.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let absolute =
        original.hasPrefix("/") ? original : files.currentDirectoryPath + "/" + original
      for sibling in try files.contentsOfDirectory(atPath: absolute) where sibling != name {
        try files.createSymbolicLink(
          atPath: "\(folder)/\(sibling)", withDestinationPath: "\(absolute)/\(sibling)")
      }
      try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    } catch {
      return .unreadable(
        Diagnostic(code: "S0001", message: "cannot keep the text: \(error)", file: path))
    }
    let prefix = original == "." ? "" : original + "/"
    return Self.renamed(
      ScenarioLoader.load(path: "\(folder)/\(name)", overrides: overrides), from: folder + "/",
      to: prefix)
  }

  private static func renamed(
    _ outcome: ScenarioLoader.Outcome, from: String, to: String
  ) -> ScenarioLoader.Outcome {
    let rename = { (diagnostic: Diagnostic) -> Diagnostic in
      var diagnostic = diagnostic
      diagnostic.file = diagnostic.file.replacingOccurrences(of: from, with: to)
      diagnostic.message = diagnostic.message.replacingOccurrences(of: from, with: to)
      return diagnostic
    }
    switch outcome {
    case .loaded(var loaded, let warnings):
      loaded.file = loaded.file.replacingOccurrences(of: from, with: to)
      return .loaded(loaded, warnings: warnings.map(rename))
    case .unreadable(let diagnostic): return .unreadable(rename(diagnostic))
    case .invalid(let diagnostics): return .invalid(diagnostics.map(rename))
    }
  }
}
