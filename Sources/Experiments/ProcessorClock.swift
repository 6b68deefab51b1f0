import Glibc

/// Seconds of processor time: what a thread or the process has worked, however busy the machine is
/// with others.
enum ProcessorClock {
  /// Of the thread that asks.
  static var thread: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

  /// Of all threads of the process, since it began.
  static var process: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
