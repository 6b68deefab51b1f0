import Foundation
import Quantities

/// The clock time of the first simulated moment: `2017-01-28T00:04:30+08:00`, checked before.
struct ClockStart {
  /// Seconds since 1970 of the clock on the wall there.
  private let wall: Int64
  /// `+08:00` or `Z`.
  private let offset: String

  init?(_ text: String) {
    let head = text.prefix(19)
    guard text.count > 19, let date = try? Self.style.parse(String(head) + "Z") else { return nil }
    wall = Int64(date.timeIntervalSince1970.rounded())
    offset = String(text.dropFirst(19))
  }

  private static var style: Date.ISO8601FormatStyle { Date.ISO8601FormatStyle() }

  /// Seconds since midnight at the start.
  var secondOfDay: Int64 { ((wall % 86_400) + 86_400) % 86_400 }

  /// The start of a run that begins `seconds` later.
  func text(after seconds: Int64) -> String {
    let date = Date(timeIntervalSince1970: Double(wall + seconds))
    return String(date.formatted(Self.style).dropLast()) + offset
  }

  /// The time of day `seconds` later: `00:10`, with seconds if there are any.
  func timeOfDay(after seconds: Int64) -> String { Self.timeOfDay(secondOfDay + seconds) }

  /// A second of the day as a clock shows it.
  static func timeOfDay(_ second: Int64) -> String {
    let inDay = ((second % 86_400) + 86_400) % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = two(inDay / 3600) + ":" + two(inDay / 60 % 60)
    return inDay % 60 == 0 ? minutes : minutes + ":" + two(inDay % 60)
  }
}
