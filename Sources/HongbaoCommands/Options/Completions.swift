import ArgumentParser
import Experiments
import ResultStore
import ScenarioLanguage
import ScenarioTypes

/// What a shell offers where only the files of the user know the words.
enum Completions {
  /// Ids of the runs that are kept in the folder of `--out`, or in `results`, and `latest`.
  static let runs = CompletionKind.custom { words, _, _ in
    let place = words.lastIndex { $0 == "--out" || $0 == "-o" }.map { $0 + 1 }
    let folder = place.flatMap { words.indices.contains($0) ? words[$0] : nil } ?? "results"
    guard let store = try? ResultStore.readable(at: "\(folder)/\(ResultStore.fileName)") else {
      return []
    }
    return ((try? store.ids()) ?? []) + [RunIDs.latest]
  }

  /// Metrics of the first scenario on the command line.
  static let metrics = CompletionKind.custom { words, _, _ in
    let file = words.first { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    guard let file, case .loaded(let loaded, _) = ScenarioLoader.load(path: file) else {
      return []
    }
    return MetricNames.all(of: loaded.scenario)
  }
}
