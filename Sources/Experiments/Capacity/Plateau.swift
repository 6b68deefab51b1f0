import Quantities
import ScenarioTypes

/// The peak of a scenario held level: what a point of a study simulates.
///
/// A point begins with empty queues and the traffic of the peak, waits until the people of the
/// first packets have tapped and opened (`warmup`), and is judged by what follows (`window`).
public struct Plateau: Sendable {
  /// Second of the scenario whose traffic is held.
  public let peak: TimeSpan
  public let warmup: TimeSpan
  public let window: TimeSpan
  /// Claims (or requests) a second at the peak, from the scenario's words alone.
  let rate: Double
  /// What of the scenario is left out, in sentences.
  public let notes: [String]

  /// Claims (or requests) that a window has at the scenario's own load; enough for a p99 within
  /// 1 % or so.
  private static var wanted: Double { 1_000_000 }
  private static var shortestWindow: Double { 2 }

  /// - Parameters:
  ///   - warmup, window: as the user wants them; nil: chosen.
  public init(_ scenario: Scenario, warmup: TimeSpan? = nil, window: TimeSpan? = nil) {
    let peak = Self.peak(of: scenario)
    self.peak = peak
    let own = scenario.duration.seconds - scenario.warmup.seconds
    rate = max(Self.rate(of: scenario, at: peak), 1e-9)
    let length = Self.wanted / rate
    let seconds = min(max(length, Self.shortestWindow), max(own, 0.1))
    self.window = window ?? Self.rounded(seconds)
    self.warmup = warmup ?? Self.warmup(of: scenario)
    notes = Self.notes(scenario, peak: peak)
  }

  /// Claims (or requests) of a window, from the scenario's words alone.
  func requests(load: Double) -> Double { rate * load * window.seconds }

  /// The scenario with level traffic of `load` times the peak's, as long as so many windows.
  func scenario(_ original: Scenario, load: Double, windows: Int = 1) -> Scenario {
    var scenario = original
    scenario.duration = TimeSpan(
      nanoseconds: warmup.nanoseconds + window.nanoseconds * Int64(windows))
    scenario.warmup = warmup
    scenario.faults = []
    scenario.probes = []
    scenario.start = nil
    for index in scenario.populations.indices {
      scenario.populations[index].source = level(scenario.populations[index].source, load)
    }
    return scenario
  }

  private func level(_ source: Population.Source, _ load: Double) -> Population.Source {
    func level(_ curve: RateCurve) -> RateCurve {
      .constant(Rate(perSecond: curve.rate(at: peak) * load))
    }
    switch source {
    case .packets(var packets):
      packets.sends = level(packets.sends)
      return .packets(packets)
    case .requests(var requests):
      requests.rate = level(requests.rate)
      requests.between = requests.between?.scaled(by: 1 / load)
      requests.atStart = 0
      requests.total = nil
      requests.first = nil
      return .requests(requests)
    case .clients(var clients):
      clients.count = max(1, Int((Double(clients.count) * load).rounded()))
      return .clients(clients)
    }
  }

  // MARK: - The peak

  /// The first instant with the most requests, among the points of all curves.
  private static func peak(of scenario: Scenario) -> TimeSpan {
    var times: Set<TimeSpan> = [.zero]
    for population in scenario.populations {
      for point in population.source.curve?.points ?? [] where point.time < scenario.duration {
        times.insert(point.time)
      }
    }
    var best = TimeSpan.zero
    var most = -1.0
    for time in times.sorted() {
      let rate = rate(of: scenario, at: time)
      if rate > most * (1 + 1e-9) { (best, most) = (time, rate) }
    }
    return best
  }

  /// Claims per second, or requests where there are no packets.
  private static func rate(of scenario: Scenario, at time: TimeSpan) -> Double {
    scenario.populations.reduce(0) { sum, population in
      switch population.source {
      case .packets(let source):
        let members = source.groupSize.moments?.mean ?? 1
        return sum + source.sends.rate(at: time) * members * source.awake.fraction
      case .requests(let source):
        if let between = source.between?.moments?.mean, between > 0 { return sum + 1e9 / between }
        return sum + source.rate.rate(at: time)
      case .clients(let source):
        return sum + Double(source.count) / max((source.think.moments?.mean ?? 1e9) / 1e9, 1e-3)
      }
    }
  }

  /// Until 97 of 100 members of the first groups have seen, tapped and opened, in half seconds;
  /// without packets, the scenario's own warm-up, or a tenth of the run.
  private static func warmup(of scenario: Scenario) -> TimeSpan {
    let deviate = 1.88
    var seconds = 0.0
    for population in scenario.populations {
      guard case .packets(let source) = population.source else { continue }
      let way = [source.fanOut, source.reaction, source.secondClick]
        .reduce(0) { $0 + $1.reach(deviate: deviate) }
      seconds = max(seconds, way / 1e9)
    }
    if seconds > 0 { return rounded(max(seconds, 0.5)) }
    let own = scenario.warmup.seconds
    return rounded(own > 0 ? own : max(scenario.duration.seconds / 10, 0.1))
  }

  /// Whole seconds from ten on, half seconds from one on, else tenths; always up.
  private static func rounded(_ seconds: Double) -> TimeSpan {
    let unit = seconds >= 10 ? 1.0 : seconds >= 1 ? 0.5 : 0.1
    let units = (seconds / unit - 1e-9).rounded(.up)
    return TimeSpan(nanoseconds: Int64((units * unit * 1e9).rounded()))
  }

  private static func notes(_ scenario: Scenario, peak: TimeSpan) -> [String] {
    var notes: [String] = []
    if !scenario.faults.isEmpty {
      notes.append(
        "the \(scenario.faults.count) faults of the file are left out of all points; a lost zone "
          + "is studied apart")
    }
    for population in scenario.populations {
      guard case .requests(let source) = population.source else { continue }
      if source.total != nil || source.atStart > 0 {
        notes.append(
          "`\(population.name)`: \(source.atStart) requests at the start and a `total` of "
            + "\(source.total ?? 0) are left out: a point is a level load")
      }
    }
    return notes
  }
}

extension Population.Source {
  /// The rate over time, if there is one.
  fileprivate var curve: RateCurve? {
    switch self {
    case .packets(let source): source.sends
    case .requests(let source): source.rate
    case .clients: nil
    }
  }
}

extension RateCurve {
  /// Events per second at an instant of the first pass; at a jump the larger rate.
  func rate(at time: TimeSpan) -> Double {
    let here = points.filter { $0.time == time }.map(\.rate.perSecond)
    if let most = here.max() { return most }
    guard let next = points.firstIndex(where: { $0.time > time }), next > 0 else {
      return points.last?.rate.perSecond ?? 0
    }
    let (low, high) = (points[next - 1], points[next])
    let share = (time.seconds - low.time.seconds) / (high.time.seconds - low.time.seconds)
    return low.rate.perSecond + share * (high.rate.perSecond - low.rate.perSecond)
  }
}
