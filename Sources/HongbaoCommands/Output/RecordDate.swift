import Foundation

/// The date of an execution, as its record has it.
enum RecordDate {
  /// Seconds since 1970 that stand for the time of a build that is to be the same each time.
  static let variable = "SOURCE_DATE_EPOCH"

  /// Now, or what the variable says; ISO 8601 in UTC.
  static var text: String { text(ProcessInfo.processInfo.environment) }

  /// The same in an environment.
  static func text(_ environment: [String: String]) -> String {
    let wish = environment[variable].flatMap { UInt32($0) }
    return (wish.map { Date(timeIntervalSince1970: Double($0)) } ?? Date()).ISO8601Format()
  }
}
