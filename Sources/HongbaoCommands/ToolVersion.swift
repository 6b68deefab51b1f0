/// The version of the tool, written into every result.
package enum ToolVersion {
  /// Semantic version (semver.org).
  package static let current = "0.1.0"

  /// What `hongbao --version` prints: the version, and how the program was built.
  static var line: String { "hongbao \(current) (\(compiler), \(machine), \(build) build)" }

  private static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift before 6.3"
    #endif
  }

  private static var machine: String {
    #if arch(x86_64)
      "Linux on x86-64"
    #elseif arch(arm64)
      "Linux on arm64"
    #else
      "Linux"
    #endif
  }

  private static var build: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }
}
