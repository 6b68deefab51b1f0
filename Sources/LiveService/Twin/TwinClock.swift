import Glibc

/// Couples simulated time to the wall's: at `start` it is 0, and then `speed` times as fast.
package struct TwinClock: Sendable {
  /// Nanoseconds of the wall's steady clock at simulated time 0.
  package let start: Int64
  /// Simulated by real seconds.
  package let speed: Double

  package init(start: Int64, speed: Double) {
    self.start = start
    self.speed = speed
  }

  /// Simulated nanoseconds at an instant of the wall's steady clock.
  package func simulated(at wall: Int64) -> Int64 {
    speed == 1 ? wall - start : Int64(Double(wall - start) * speed)
  }

  /// Real milliseconds of a span of simulated nanoseconds.
  package func realMilliseconds(_ simulated: Int64) -> Double { Double(simulated) / speed / 1e6 }

  /// The wall's steady clock in nanoseconds.
  package static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
