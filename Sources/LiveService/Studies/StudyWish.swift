/// A comparison or a capacity study that a client asks for.
struct StudyWish: Decodable {
  /// `compare` or `capacity`.
  var verb: String
  /// Scenarios on the shelf: one or more for a comparison, one for a capacity study.
  var paths: [String]
  /// As `--set`, for all of them.
  var overrides: [String]?
  /// As `--variant`: a name, a colon and what is changed.
  var variants: [String]?
  /// Replications of each variant, or of each load.
  var replications: Int?

  static let malformed = DashboardResponse.error(400, "the body is no JSON with `verb` and `paths`")
}
