import Quantities
import ScenarioLanguage
import ScenarioTypes

/// Reads a fault that a client wrote, in the words of scenario files: `{crash: cache/3, for: 5s}`.
struct FaultWords {
  let shelf: ScenarioShelf
  let path: String
  /// The scenario's text, if it was edited.
  let text: String?
  let overrides: [String]

  enum Outcome {
    case fault(Fault)
    case wrong([Diagnostic])
  }

  /// `words` are a mapping without braces and without `at`: it begins when it is injected.
  func read(_ words: String) -> Outcome {
    let clean = words.filter { !$0.isNewline }
    let outcome = shelf.load(
      path: path, text: text, overrides: overrides + ["faults=[{at: 0s, \(clean)}]"])
    switch outcome {
    case .loaded(let loaded, _):
      guard let fault = loaded.scenario.faults.first, loaded.scenario.faults.count == 1 else {
        return .wrong([Diagnostic(code: "S0001", message: "that is no single fault", file: path)])
      }
      return .fault(fault)
    case .unreadable(let diagnostic): return .wrong([diagnostic])
    case .invalid(let diagnostics): return .wrong(diagnostics)
    }
  }
}
