import Glibc

/// Measures the one part of a benchmark that is its work; preparing and checking do not count.
struct Stopwatch {
  /// Seconds of processor time and of wall time that the work took.
  private(set) var cpuSeconds = 0.0
  private(set) var wallSeconds = 0.0

  /// Does the work, which happens once per run of a benchmark.
  mutating func measure(_ work: () -> Void) {
    let wall = Self.seconds(CLOCK_MONOTONIC)
    let cpu = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)
    measuredRegion(work)
    cpuSeconds += Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu
    wallSeconds += Self.seconds(CLOCK_MONOTONIC) - wall
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Where `check-budgets` switches its instruction counter on and off, by the name of this function:
/// it must stay a function of its own.
@inline(never)
@_optimize(none)
func measuredRegion(_ work: () -> Void) { work() }
