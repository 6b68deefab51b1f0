/// What one can listen to.
package enum LiveTopic: String, Sendable, CaseIterable {
  /// How far the run is: state, time, speed, events a second; a few times a second.
  case state
  /// Rows of the time series, one for each interval that is over.
  case rows
  /// How far a comparison or a capacity study is.
  case study
}
