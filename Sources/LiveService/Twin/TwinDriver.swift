import ClusterModel
import Glibc
import ResultTypes
import Synchronization

/// Steps the twin along with real time on the thread that calls `run`, while other threads put
/// requests in.
///
/// A request enters the simulation at the instant at which it came; its answer is given out when
/// simulated time has reached the instant at which the model's client gets it. When the simulation
/// is slower than the clock, everything is as much later, and the lag is said: on standard error,
/// in `/status`, and with each answer.
package final class TwinDriver<Reply: TwinReply>: Sendable {
  /// A request and when it came.
  struct Inquiry: Sendable {
    var request: TwinRequest
    var reply: Reply
    /// Nanoseconds of the wall's steady clock.
    var arrival: Int64
  }

  private let inbox = Mutex<[Inquiry]>([])
  package let speed: Double
  /// Told what is worth knowing while it runs, a line each.
  private let tell: @Sendable (String) -> Void

  /// Nanoseconds between two looks at the inbox.
  private static var pause: Int64 { 400_000 }
  /// The longest slice of simulated nanoseconds without a look at the inbox.
  private static var longestSlice: Int64 { 2_000_000 }

  /// - Parameter speed: simulated by real seconds, above 0.
  package init(speed: Double, tell: @escaping @Sendable (String) -> Void) {
    self.speed = speed
    self.tell = tell
  }

  /// Hands a request over; from any thread.
  package func submit(_ request: TwinRequest, _ reply: Reply) {
    let inquiry = Inquiry(request: request, reply: reply, arrival: TwinClock.now())
    inbox.withLock { $0.append(inquiry) }
  }

  /// Runs until `shouldStop` says so or the simulation is over; answers how it went.
  ///
  /// Simulated time goes on from where the core is.
  package func run(_ core: consuming TwinCore<Reply>, until shouldStop: () -> Bool) -> TwinSummary {
    var core = core
    var lag = LagMeter()
    var batch: [Inquiry] = []
    let origin = TwinClock.now() - Int64(Double(core.reached) / speed)
    let clock = TwinClock(start: origin, speed: speed)
    while !shouldStop() && !core.isOver {
      let wall = TwinClock.now()
      let now = clock.simulated(at: wall)
      batch.removeAll(keepingCapacity: true)
      inbox.withLock { swap(&$0, &batch) }
      for inquiry in batch { take(inquiry, &core, clock, lag) }
      // Not beyond the end; but how late it is goes on growing when the wall has passed it.
      core.advance(to: min(now, core.end, core.reached + Self.longestSlice))
      var latest: Int64 = 0
      let reached = core.reached
      let shown = Int(lag.milliseconds)
      core.deliver(through: reached) { reply, answer, dueTime in
        latest = max(latest, now - dueTime)
        reply.give(answer, lag: shown)
      }
      let pause = Int64(Double(Self.pause) * speed)
      let behind = clock.realMilliseconds(max(now - reached, latest - pause))
      if let words = lag.note(max(behind, 0), at: wall) { tell(words) }
      if reached >= now { Self.sleep(Self.pause) }
    }
    return conclude(&core, lag, clock)
  }

  private func take(
    _ inquiry: Inquiry, _ core: inout TwinCore<Reply>, _ clock: TwinClock, _ lag: LagMeter
  ) {
    let shown = Int(lag.milliseconds)
    switch inquiry.request {
    case .status:
      let status = TwinStatus(&core, lag, clock, speed: speed)
      inquiry.reply.give(TwinAnswer(200, status.json), lag: shown)
    case .help: inquiry.reply.give(TwinAnswer(200, TwinStatus.help), lag: shown)
    default:
      let time = clock.simulated(at: inquiry.arrival)
      if let answer = core.ask(inquiry.request, for: inquiry.reply, at: time) {
        inquiry.reply.give(answer, lag: shown)
      }
    }
  }

  private func conclude(
    _ core: inout TwinCore<Reply>, _ lag: LagMeter, _ clock: TwinClock
  ) -> TwinSummary {
    let status = TwinStatus(&core, lag, clock, speed: speed)
    core.abandon { reply, answer in reply.give(answer, lag: Int(lag.milliseconds)) }
    var rest: [Inquiry] = []
    inbox.withLock { swap(&$0, &rest) }
    for inquiry in rest { inquiry.reply.give(.error(503, "the twin is shutting down"), lag: 0) }
    let result = core.finish().result
    return TwinSummary(
      status: status, violations: status.violations + result.audit.violations)
  }

  private static func sleep(_ nanoseconds: Int64) {
    var time = timespec(tv_sec: 0, tv_nsec: Int(nanoseconds))
    nanosleep(&time, nil)
  }
}
