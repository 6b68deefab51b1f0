import Glibc
import ResultTypes

/// Looks for the largest load that a variant holds, by bisection over common random numbers: all
/// loads have the same seeds.
struct CapacitySearch {
  let bench: CapacityBench
  let judge: CapacityJudge
  let replications: Int
  /// Every load looked at.
  private(set) var seen: [Double: CapacityJudgement] = [:]
  private(set) var points: [Double: [CapacityPoint]] = [:]

  /// Loads beyond this multiple are not looked at.
  static var largest: Double { 1000 }

  init(_ bench: CapacityBench, _ judge: CapacityJudge, replications: Int) {
    self.bench = bench
    self.judge = judge
    self.replications = replications
  }

  /// A load with four digits, so that texts and keys are short.
  static func rounded(_ load: Double) -> Double {
    var scale = 1000.0
    while load * scale >= 10_000, scale > 1e-6 { scale /= 10 }
    while load * scale < 1000, scale < 1e9 { scale *= 10 }
    return (load * scale).rounded() / scale
  }

  /// What some seeds say of several loads.
  mutating func look(
    _ variant: CapacityVariant, _ loads: [Double], seeds: Int, step: String,
    likely: [CapacityBench.Job] = []
  ) throws(CapacityStop) {
    let jobs = loads.flatMap { load in
      (0..<seeds).map { CapacityBench.Job(variant: variant.at(load), replication: $0) }
    }
    let all = try bench.points(jobs, likely: likely, step: step)
    for (index, load) in loads.enumerated() {
      let some = Array(all[index * seeds..<(index + 1) * seeds])
      guard some.count > points[load]?.count ?? 0 else { continue }
      points[load] = some
      seen[load] = judge.judge(some, load: load)
    }
  }

  /// Whether a load holds: two seeds that do not settle it, all of them do.
  ///
  /// - Parameter next: what is likely to be asked next, for hands that are idle.
  mutating func holds(
    _ variant: CapacityVariant, _ load: Double, step: String, next: [CapacityVariant] = []
  ) throws(CapacityStop) -> Bool {
    let first = min(2, replications)
    let likely =
      (0..<replications).map { CapacityBench.Job(variant: variant.at(load), replication: $0) }
      + next.flatMap { variant in
        (0..<first).map { CapacityBench.Job(variant: variant, replication: $0) }
      }
    for seeds in [first, replications] {
      try look(variant, [load], seeds: seeds, step: step, likely: likely)
      guard seen[load]?.holds == true else { return false }
    }
    return true
  }

  /// - Parameters:
  ///   - guess: where the limit should be.
  ///   - width: of the bracket, relative.
  mutating func bracket(
    _ variant: CapacityVariant, around guess: Double, width: Double, step: String
  ) throws(CapacityStop) -> CapacityBracket {
    var (low, high) = try rough(variant, around: guess, step: step)
    while true {
      if let least = low, let most = high, most / least > 1 + width {
        let middle = Self.rounded((least * most).squareRoot())
        guard middle > least, middle < most else { break }
        let next = [(least, middle), (middle, most)].filter { $1 / $0 > 1 + width }
          .map { variant.at(Self.rounded(($0 * $1).squareRoot())) }
        if try holds(variant, middle, step: step, next: next) {
          low = middle
        } else {
          high = middle
        }
        continue
      }
      // The lower end was maybe shown by one seed only.
      guard let least = low, try !holds(variant, least, step: step) else { break }
      high = least
      low = try below(least, variant, step: step)
    }
    return CapacityBracket(
      low: low, high: high, atLow: low.flatMap { seen[$0] }, atHigh: high.flatMap { seen[$0] })
  }

  /// One seed at loads around the guess, until one holds and a larger one fails.
  private mutating func rough(
    _ variant: CapacityVariant, around guess: Double, step: String
  ) throws(CapacityStop) -> (Double?, Double?) {
    let first = [0.93, 1.05].map { Self.rounded(min(guess * $0, Self.largest)) }
    try look(variant, first, seeds: 1, step: step)
    func isFine(_ load: Double) -> Bool { seen[load]?.holds == true }
    if !isFine(first[0]) { return (try below(first[0], variant, step: step), first[0]) }
    guard isFine(first[1]) else { return (first[0], first[1]) }
    var low = first[1]
    for factor in [1.1, 1.2, 1.35, 1.6, 2, 3, 4] {
      let load = Self.rounded(min(low * factor, Self.largest))
      guard load > low else { break }
      try look(variant, [load], seeds: 1, step: step)
      if seen[load]?.holds != true { return (low, load) }
      low = load
    }
    return (low, nil)
  }

  /// The next smaller load that one seed holds; nil when there is none.
  private mutating func below(
    _ load: Double, _ variant: CapacityVariant, step: String
  ) throws(CapacityStop) -> Double? {
    var load = load
    for factor in [0.93, 0.85, 0.7, 0.5, 0.3, 0.1, 0.1] {
      load = Self.rounded(load * factor)
      try look(variant, [load], seeds: 1, step: step)
      if seen[load]?.holds == true { return load }
    }
    return nil
  }
}
