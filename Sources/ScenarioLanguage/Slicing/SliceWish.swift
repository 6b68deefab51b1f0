import Quantities

/// Which part of a run `--slice` asks for, as it was written: clock times of day, or times from the
/// start of the run.
public struct SliceWish: Hashable, Sendable {
  /// One end of a slice.
  package enum Moment: Hashable, Sendable {
    /// Seconds since midnight.
    case clock(Int64)
    /// Simulated time.
    case offset(TimeSpan)
  }

  /// The words after `--slice`.
  public let text: String
  package let from: Moment
  package let to: Moment
  /// Where in `text` the second moment begins, in Unicode scalars from 0.
  package let place: Int

  /// What a right text looks like.
  public static let expectation =
    "two clock times or times of the run, such as 00:00-00:10 or 23h50m-24h"

  /// Reads `00:00-00:10`, `20:29:30-20:30`, `23h50m-24h` or `90s-2min`; nil for anything else, and
  /// for times of the run that do not rise.
  public init?(parsing text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Self.moment(parts[0]), let to = Self.moment(parts[1]) else {
      return nil
    }
    if case .offset(let first) = from, case .offset(let second) = to, first >= second {
      return nil
    }
    self.text = text
    self.from = from
    self.to = to
    place = parts[0].unicodeScalars.count + 1
  }

  private static func moment(_ text: Substring) -> Moment? {
    let word = text.filter { $0 != " " }
    return word.contains(":") ? clock(word) : span(word).map { .offset($0) }
  }

  /// `23:50` or `23:50:30`.
  private static func clock(_ text: String) -> Moment? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count) else { return nil }
    var seconds: Int64 = 0
    for (index, field) in fields.enumerated() {
      guard field.utf8.count == 2, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int64(field), number < (index == 0 ? 24 : 60)
      else { return nil }
      seconds = seconds * 60 + number
    }
    return .clock(fields.count == 2 ? seconds * 60 : seconds)
  }

  /// `24h`, `90s`, or several of them, the larger ones first: `23h50m`. Beside hours an `m` can
  /// only be minutes, so it is read as such here.
  private static func span(_ text: String) -> TimeSpan? {
    var rest = Substring(text)
    var sum: Int64 = 0
    var last = Int64.max
    while !rest.isEmpty {
      let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      rest = rest.dropFirst(number.count)
      let letters = rest.prefix { !("0"..."9").contains($0) }
      rest = rest.dropFirst(letters.count)
      let unit = letters == "m" ? "min" : String(letters)
      guard let one = try? TimeSpan(parsing: "1" + unit), one.nanoseconds < last,
        let part = try? TimeSpan(parsing: String(number) + unit)
      else { return nil }
      last = one.nanoseconds
      let (more, overflow) = sum.addingReportingOverflow(part.nanoseconds)
      if overflow { return nil }
      sum = more
    }
    return text.isEmpty ? nil : TimeSpan(nanoseconds: sum)
  }
}
