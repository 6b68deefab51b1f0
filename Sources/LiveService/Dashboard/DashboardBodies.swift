import Quantities
import ScenarioLanguage
import ScenarioTypes

/// A scenario that a client names, edited or not.
struct ScenarioWish: Decodable {
  /// On the shelf.
  var path: String
  /// Stands in the place of the file.
  var text: String?
  /// As `--set`.
  var overrides: [String]?
  /// Simulated by real seconds; left out: as fast as it can.
  var speed: Double?

  static let malformed = DashboardResponse.error(400, "the body is no JSON with a `path`")
}

/// What a client wants of the run under way.
struct ControlWish: Decodable {
  var seconds: Double?
  var speed: Double?
  var fault: String?
}

/// The findings about a text, as `hongbao validate --format json` has them.
struct Validation: Encodable {
  var valid: Bool
  var diagnostics: [Diagnostic]
  /// Of a good one.
  var name: String?
  var durationSeconds: Double?
  var tiers: [String]?

  init(_ diagnostics: [Diagnostic]) {
    valid = false
    self.diagnostics = diagnostics
  }

  init(_ loaded: LoadedScenario, _ warnings: [Diagnostic]) {
    valid = true
    diagnostics = warnings
    name = loaded.scenario.name
    durationSeconds = loaded.scenario.duration.seconds
    tiers = loaded.scenario.tiers.map(\.name)
  }
}

/// What a page that comes late needs.
struct RunPage: Encodable {
  var state: RunState
  var rows: [RunRow]
}
