/// The version of the tool, written into every result.
package enum ToolVersion {
  /// Semantic version (semver.org).
  package static let current = "0.1.0"

  /// What `hongbao --version` prints.
  static var line: String {
    #if DEBUG
      "hongbao \(current) (debug build)"
    #else
      "hongbao \(current)"
    #endif
  }
}
