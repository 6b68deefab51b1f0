/// A member of a group who taps.
struct MemberTap {
  var member: Int
  /// The key of the first attempt.
  var attempt: UInt64
  /// The place of the member's access network among those of the population.
  var network: Int
  /// When, in nanoseconds.
  var time: Int64
  /// From the tap to the first tier, in nanoseconds.
  var access: Int64
}
