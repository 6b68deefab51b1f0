import Foundation

/// The results folder as the dashboard shows it: `<scenario>/<run>/<file>`.
package struct ResultShelf: Sendable {
  /// One run.
  package struct Entry: Codable, Sendable, Equatable {
    package var scenario: String
    package var run: String
    /// The files that can be fetched.
    package var files: [String]
  }

  /// The folder, relative to the working folder or absolute.
  let folder: String

  /// The files of a run that are given out, with their types.
  static let types = [
    "report.html": "text/html; charset=utf-8", "result.json": "application/json",
    "series.csv": "text/csv; charset=utf-8", "run.json": "application/json",
    "comparison.json": "application/json", "comparison.csv": "text/csv; charset=utf-8",
    "comparison.md": "text/markdown; charset=utf-8", "capacity.json": "application/json",
  ]

  package init(folder: String) { self.folder = folder }

  /// Every run that has a report, sorted.
  package var entries: [Entry] {
    var entries: [Entry] = []
    for scenario in names(in: folder) {
      for run in names(in: "\(folder)/\(scenario)") {
        let files = names(in: "\(folder)/\(scenario)/\(run)").filter { Self.types[$0] != nil }
        if files.contains("report.html") || files.contains("result.json") {
          entries.append(Entry(scenario: scenario, run: run, files: files))
        }
      }
    }
    return entries
  }

  private func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// A file of a run on the shelf; nil when it is not there, or only a link to elsewhere.
  func file(_ scenario: String, _ run: String, _ file: String) -> (type: String, body: [UInt8])? {
    let isKnown = entries.contains {
      $0.scenario == scenario && $0.run == run && $0.files.contains(file)
    }
    let path = "\(folder)/\(scenario)/\(run)/\(file)"
    guard isKnown, let type = Self.types[file],
      PlainFile.size(at: path, followsLinks: false) != nil,
      let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return (type, Array(data))
  }
}
