/// How fast a run goes, and how fast it should.
package struct RunPace {
  /// Simulated by real seconds; nil: as fast as it can.
  var speed: Double?
  /// Somebody has put faults in.
  var isDisturbed = false
  /// Of the last second or so.
  private(set) var eventsPerSecond = 0.0
  private(set) var simulatedPerSecond = 0.0
  /// Real milliseconds behind `speed`.
  package private(set) var lagMilliseconds = 0.0
  /// Simulated nanoseconds of the next slice at full speed: as many as take some 20 ms.
  private var slice: Int64 = 1_000_000
  private var originWall: Int64
  private var originSimulated: Int64 = 0
  private var sliceStart: Int64
  private var mark: (wall: Int64, simulated: Int64, events: UInt64)

  /// Since the run began.
  var wallSeconds: Double { Double(TwinClock.now() - start) / 1e9 }
  private let start = TwinClock.now()

  /// Begins now, at simulated time 0.
  package init(speed: Double?) {
    self.speed = speed
    let now = TwinClock.now()
    originWall = now
    sliceStart = now
    mark = (now, 0, 0)
  }

  /// From here on it goes at `speed`.
  mutating func begin(at simulated: Int64) {
    originWall = TwinClock.now()
    originSimulated = simulated
    lagMilliseconds = 0
  }

  /// How far the next slice goes.
  mutating func target(from reached: Int64) -> Int64 {
    sliceStart = TwinClock.now()
    guard let speed else { return reached + slice }
    return max(reached, min(due(at: sliceStart, speed), reached + slice))
  }

  /// Where it should be at an instant of the wall; beyond all ends when no number can hold that.
  private func due(at wall: Int64, _ speed: Double) -> Int64 {
    let ahead = Double(wall - originWall) * speed
    return ahead < 4e18 ? originSimulated + Int64(ahead) : .max
  }

  /// True when there is nothing to do before some time has passed.
  var isAhead: Bool { speed != nil && lagMilliseconds < 1 }

  /// Notes where the run is.
  package mutating func note(_ reached: Int64, _ events: UInt64, at wall: Int64) {
    let spent = wall - sliceStart
    if spent > 30_000_000 { slice = max(slice / 2, 1000) }
    if spent < 10_000_000 { slice = min(slice * 2, 1 << 50) }
    if let speed {
      lagMilliseconds = max(0, Double(due(at: wall, speed) - reached) / speed / 1e6)
    }
    let elapsed = Double(wall - mark.wall) / 1e9
    guard elapsed >= 0.5 else { return }
    eventsPerSecond = Double(events - mark.events) / elapsed
    simulatedPerSecond = Double(reached - mark.simulated) / 1e9 / elapsed
    mark = (wall, reached, events)
  }
}
