import Quantities
import ScenarioTypes

/// What the dashboard asks of a run under way.
enum RunWish: Sendable {
  case pause
  case resume
  /// So many simulated nanoseconds more, then pause.
  case step(Int64)
  /// Simulated by real seconds; nil: as fast as it can.
  case speed(Double?)
  case inject(Fault)
  case lift(Int)
  case stop
}
