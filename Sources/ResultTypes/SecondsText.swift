/// Seconds in sentences of results, which must be the same on every machine.
enum SecondsText {
  /// With one digit after the point, rounded down.
  static func tenths(_ seconds: Double) -> String {
    let tenths = Int64((seconds * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
  }
}
