/// Two loads around the largest one that a variant holds.
struct CapacityBracket: Sendable {
  /// The largest load shown to hold; nil when none was.
  var low: Double?
  /// The smallest load shown to fail; nil when none did.
  var high: Double?
  var atLow: CapacityJudgement?
  var atHigh: CapacityJudgement?
}
