import ArgumentParser

/// The words of `--color`.
package enum ColorChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  case auto, always, never
}

/// Whether a stream gets colours, and whether it gets characters outside ASCII.
package enum ColorRule {
  /// Flag, then `NO_COLOR`, then `CLICOLOR_FORCE` or `FORCE_COLOR`, then the terminal.
  ///
  /// - Parameters:
  ///   - isTerminal: of the very stream that is written to.
  package static func usesColor(
    choice: ColorChoice, environment: [String: String], isTerminal: Bool
  ) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if isSet("NO_COLOR", in: environment) { return false }
    for name in ["CLICOLOR_FORCE", "FORCE_COLOR"]
    where isSet(name, in: environment) && environment[name] != "0" {
      return true
    }
    return isTerminal && environment["TERM"] != "dumb"
  }

  /// True when the locale's encoding is not UTF-8: the first of `LC_ALL`, `LC_CTYPE` and `LANG`
  /// that is set decides, as in setlocale(3).
  package static func usesASCII(environment: [String: String]) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] where isSet(name, in: environment) {
      let locale = (environment[name] ?? "").uppercased()
      return !locale.contains("UTF-8") && !locale.contains("UTF8")
    }
    return true
  }

  private static func isSet(_ name: String, in environment: [String: String]) -> Bool {
    environment[name].map { !$0.isEmpty } ?? false
  }
}
