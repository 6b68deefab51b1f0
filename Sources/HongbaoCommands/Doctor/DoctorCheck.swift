/// One thing that was looked at.
struct DoctorCheck: Encodable {
  /// How it is. `warn`: something will be missing; `fail`: nothing can be run.
  enum State: String, Encodable {
    case ok, warn, fail
  }

  var name: String
  var state: State
  /// What was found.
  var detail: String
  /// What to do about it; nil when nothing is to be done.
  var fix: String?

  init(_ name: String, _ state: State, _ detail: String, fix: String? = nil) {
    self.name = name
    self.state = state
    self.detail = detail
    self.fix = fix
  }
}

/// What `hongbao doctor --json` prints.
struct DoctorDocument: Encodable {
  /// The version of this layout; 1 today.
  var schemaVersion = 1
  var version = ToolVersion.current
  var checks: [DoctorCheck]
}
