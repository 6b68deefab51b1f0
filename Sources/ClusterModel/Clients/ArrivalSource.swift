import ScenarioTypes
import SimulationKernel

/// When the requests or packets of a population come. Owned by its population.
struct ArrivalSource {
  var curve: ArrivalCurve
  /// Poisson around the curve; else evenly spaced.
  var isPoisson: Bool
  /// The population's own stream.
  var stream: RandomStream
  /// The integral of the curve up to the last arrival.
  var level: Double = 0
  /// Gaps between arrivals in nanoseconds; used if `isRenewal`, instead of the curve.
  var gap = Sampler.constant(0)
  var isRenewal = false
  /// Time of the last arrival of a renewal process, in nanoseconds of the time that is on.
  var last: Int64 = 0
  /// Time of the first arrival in nanoseconds of the time that is on, or -1: one gap after the
  /// start.
  var first: Int64 = -1
  /// Requests at each arrival; used if `hasBatches`.
  var batch = Sampler.constant(1)
  var hasBatches = false
  /// Lengths of the periods that are on and off; used if `hasPeriods`.
  var on = Sampler.constant(0)
  var off = Sampler.constant(0)
  var hasPeriods = false
  var periodStream: RandomStream
  /// The period that is on, in nanoseconds.
  var periodStart: Int64 = 0
  var periodEnd: Int64 = .max
  /// Requests still to come; `Int.max`: no end.
  var remaining: Int = .max

  init(curve: ArrivalCurve, isPoisson: Bool, key: UInt64) {
    self.curve = curve
    self.isPoisson = isPoisson
    stream = Purpose.arrivals.stream(key)
    periodStream = Purpose.periods.stream(key)
  }

  /// Begins the first period that is on, at time 0.
  mutating func beginPeriods(on: Sampler, off: Sampler) {
    self.on = on
    self.off = off
    hasPeriods = true
    periodStart = 0
    periodEnd = self.on.drawNanoseconds(&periodStream)
  }

  /// Requests that come together at the next arrival, at most those still to come.
  mutating func nextBatch() -> Int {
    var size = 1
    if hasBatches { size = Int(min(max(batch.draw(&stream).rounded(), 1), 1e6)) }
    size = min(size, remaining)
    if remaining != .max { remaining -= size }
    return size
  }

  /// The instant of the next arrival in nanoseconds; nil when none comes up to `end`.
  mutating func next(through end: Int64) -> Int64? {
    if remaining <= 0 { return nil }
    return isRenewal ? nextOfRenewal(through: end) : nextOfCurve(through: end)
  }

  private mutating func nextOfRenewal(through end: Int64) -> Int64? {
    if first >= 0 {
      last = first
      first = -1
    } else {
      let (sum, overflow) = last.addingReportingOverflow(gap.drawNanoseconds(&stream))
      last = overflow ? .max : sum
    }
    guard let time = intoPeriod(last, through: end) else { return nil }
    last = time
    return last <= end ? last : nil
  }

  /// What is too late for the period that is on comes as much later in the next one; nil when that
  /// begins after `end`.
  private mutating func intoPeriod(_ time: Int64, through end: Int64) -> Int64? {
    guard hasPeriods else { return time }
    var time = time
    while time >= periodEnd {
      let rest = time - periodEnd
      guard nextPeriod(through: end) else { return nil }
      time = periodStart + rest
    }
    return time
  }

  private mutating func nextOfCurve(through end: Int64) -> Int64? {
    if first >= 0 {
      // Evenly spaced from the instant given on.
      defer { first = -1 }
      guard let time = intoPeriod(first, through: end) else { return nil }
      level = curve.integral(to: Double(time) / 1e9)
      return time <= end ? time : nil
    }
    level += isPoisson ? unitStep() : 1
    while true {
      guard let seconds = curve.time(at: level), seconds <= Double(end) / 1e9 + 1 else {
        return nil
      }
      let time = Sampler.wholeNanoseconds(seconds * 1e9)
      if time < periodEnd { return time <= end ? time : nil }
      // What the integral has too much at the end of the period is left for the next one.
      let excess = level - curve.integral(to: Double(periodEnd) / 1e9)
      guard nextPeriod(through: end) else { return nil }
      level = curve.integral(to: Double(periodStart) / 1e9) + max(excess, 0)
    }
  }

  private static let unitExponential = Sampler.exponential(mean: 1)

  @inline(__always)
  private mutating func unitStep() -> Double { Self.unitExponential.draw(&stream) }

  /// Goes on to the next period that is on; false when it begins after `end`.
  private mutating func nextPeriod(through end: Int64) -> Bool {
    periodStart = periodEnd + off.drawNanoseconds(&periodStream)
    periodEnd = periodStart + max(on.drawNanoseconds(&periodStream), 1)
    return periodStart <= end
  }

  func deallocate() { curve.deallocate() }
}
