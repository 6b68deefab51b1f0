/// How far a study is.
struct StudyState: Encodable, Sendable, Equatable {
  /// What became of it.
  enum Phase: String, Encodable, Sendable {
    case running, finished, failed, stopped
  }

  var study: Int
  var phase: Phase
  var verb: String
  /// The line to type for the same study.
  var command: String
  /// Wall seconds so far.
  var seconds: Double
  /// The last line that the program told.
  var progress: String
  /// Its last lines, errors and warnings among them.
  var messages: [String]
  /// Where the report is in the API, when there is one.
  var report: String?
  /// The status that the program ended with.
  var status: Int?
}
