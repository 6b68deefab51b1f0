import Foundation
import TestSupport
import Testing

/// A folder with a tiny scenario in which the tool is run.
struct RunWorkbench {
  let folder: TemporaryFolder

  init(_ text: String = TinyScenario.text()) throws {
    folder = try TemporaryFolder()
    _ = try TinyScenario.write(to: folder, text)
  }

  /// `hongbao run tiny.yaml …` in the folder.
  func runner(_ arguments: String...) throws -> ProcessRunner {
    try ProcessRunner.hongbao(["run", "tiny.yaml"] + arguments, folder: folder.root)
  }

  /// The same, to its end.
  func run(_ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["run", "tiny.yaml"] + arguments, folder: folder.root).run()
  }

  /// The same with a list.
  func run(_ arguments: [String]) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["run", "tiny.yaml"] + arguments, folder: folder.root).run()
  }

  /// Names in a folder, sorted; empty when there is none.
  func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(path))) ?? []).sorted()
  }

  /// When a file was changed last.
  func modified(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: folder.path(path))[.modificationDate] as? Date
  }

  /// The text of a file.
  func text(_ path: String) throws -> String {
    try String(contentsOfFile: folder.path(path), encoding: .utf8)
  }

  /// The path of the one run below `results/tiny-test`, or below the folder of another name.
  func onlyRun(in out: String = "results", of name: String = "tiny-test") throws -> String {
    let runs = names("\(out)/\(name)")
    #expect(runs.count == 1, "\(runs)")
    return "\(out)/\(name)/\(try #require(runs.first))"
  }
}
