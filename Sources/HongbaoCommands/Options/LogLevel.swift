import ArgumentParser

/// How much is told on standard error: each word also has what the ones before have.
package enum LogLevel: String, CaseIterable, Comparable, ExpressibleByArgument {
  case error, warning, info, debug

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }
}
