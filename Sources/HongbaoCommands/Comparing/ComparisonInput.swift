import Experiments
import Foundation
import Reports
import ScenarioLanguage

/// What a file of the command line is for a comparison.
enum ComparisonInput {
  case scenario(String)
  /// A cluster without people: put under the traffic of the first scenario.
  case topology(String)
  /// A result or a saved baseline: not run again.
  case stored(String, VariantFigures)

  /// Looks into a file or folder. What cannot be read counts as a scenario, whose loading says why.
  static func of(_ path: String) throws(ComparisonProblem) -> ComparisonInput {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue {
      let file = "\(path)/result.json"
      guard FileManager.default.fileExists(atPath: file) else {
        throw ComparisonProblem(
          .missingInput, "the folder `\(path)` has no result.json",
          help: "name a run's folder, such as results/new-year-peak/seed-1x10-5d41402a")
      }
      return .stored(path, try figures(of: file))
    }
    if path.hasSuffix(".json"), isThere { return .stored(path, try figures(of: path)) }
    return ScenarioLoader.isTopology(path: path) ? .topology(path) : .scenario(path)
  }

  private static func figures(of file: String) throws(ComparisonProblem) -> VariantFigures {
    guard let bytes = AtomicFile.read(file) else {
      throw ComparisonProblem(.missingInput, "cannot read `\(file)`")
    }
    if let figures = BaselineFile.figures(bytes) { return figures }
    do throws(ResultDecodingError) {
      return VariantFigures(
        try ResultDocument.result(fromJSON: String(decoding: bytes, as: UTF8.self)))
    } catch {
      throw ComparisonProblem(
        .invalidInput, "`\(file)` is neither a result nor a saved baseline: \(error)")
    }
  }

  /// The name that a file gives its variant: `six` of `variants/six.yaml`; the folder's own of a
  /// run.
  static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for suffix in [".yaml", ".yml", ".json"] where name.hasSuffix(suffix) && name != suffix {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  /// The names, each once: the second of two gets the number 2, and so on.
  static func distinct(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return names.map { name in
      seen[name, default: 0] += 1
      let count = seen[name] ?? 1
      return count == 1 ? name : "\(name)-\(count)"
    }
  }
}
