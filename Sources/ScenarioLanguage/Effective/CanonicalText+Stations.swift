import Quantities
import ScenarioTypes

/// What only some scenarios say; defaults are not written out, so that the text of the others, and
/// with it their digest, stays as it was.
extension CanonicalText {
  mutating func writeExtras(_ tier: Tier) {
    if let patience = tier.patience { line(2, "patience", patience.text) }
    switch tier.expiredWork {
    case .serve: break
    case .skip: line(2, "expired-work", "skip")
    case .cancel: line(2, "expired-work", "cancel")
    }
    if let breakdowns = tier.breakdowns {
      open(2, "breakdowns")
      line(3, "up", breakdowns.up.text)
      line(3, "down", breakdowns.down.text)
      line(3, "while", breakdowns.onlyWhileServing ? "serving" : "always")
      if let crews = breakdowns.crews { line(3, "crews", "\(crews)") }
    }
    if tier.tries > 1 { line(2, "tries", "\(tier.tries)") }
    if let states = tier.states { line(2, "states", "\(states)") }
  }

  mutating func write(_ settings: CacheSettings) {
    if let ttl = settings.ttl {
      line(2, "ttl", ttl.text)
      line(2, "refresh", settings.isRefreshedByAccess ? "on-access" : "on-fill")
    }
    if let capacity = settings.capacity {
      line(2, "capacity", "\(capacity)")
      switch settings.eviction {
      case .leastRecentlyUsed: line(2, "eviction", "lru")
      case .firstIn: line(2, "eviction", "fifo")
      case .random: line(2, "eviction", "random")
      case .pinned: line(2, "eviction", "pinned")
      }
    }
    line(2, "misses", settings.misses == .join ? "join" : "fetch")
  }

  /// Branches and forks of a path.
  mutating func writeNetwork(_ path: FlowPath) {
    func name(_ step: Int) -> String { Self.name(scenario.tiers[path.tiers[step]].name) }
    if !path.branches.isEmpty { open(2, "next") }
    for step in path.tiers.indices {
      guard let branches = path.branches[step] else { continue }
      open(3, name(step))
      for branch in branches {
        line(4, name(branch.step), Ratio(fraction: branch.probability).text)
      }
    }
    if !path.forks.isEmpty { open(2, "fork") }
    for step in path.tiers.indices {
      guard let fork = path.forks[step] else { continue }
      open(3, name(step))
      line(4, "copies", "\(fork.copies)")
      line(4, "wait", fork.needed == fork.copies ? "all" : "\(fork.needed)")
    }
  }

  mutating func write(_ source: RequestSource) {
    open(2, "requests")
    line(3, "kind", source.kind.name)
    if let between = source.between {
      line(3, "between", between.text)
    } else {
      write(source.rate, source.process)
    }
    if let first = source.first { line(3, "first", first.text) }
    if let batch = source.batch { line(3, "batch", batch.text) }
    if let periods = source.periods {
      open(3, "periods")
      line(4, "active", periods.on.text)
      line(4, "silent", periods.off.text)
    }
    if source.atStart > 0 { line(3, "at-start", "\(source.atStart)") }
    if let total = source.total { line(3, "total", "\(total)") }
  }

  mutating func write(_ keys: KeySpace) {
    open(2, "keys")
    line(3, "count", "\(keys.count)")
    let exponent = DecimalNumber(shortest: keys.exponent)?.text() ?? "\(keys.exponent)"
    line(3, "zipf", exponent)
  }

  mutating func write(_ tries: RetryPolicy) {
    open(2, "tries")
    line(3, "total", tries.total == RetryPolicy.unbounded ? "unbounded" : "\(tries.total)")
    if let wait = tries.wait {
      line(3, "wait", wait.text)
    } else {
      let family = tries.doubles ? "exponential" : "constant"
      line(3, "backoff", "\(family)(\(tries.backoff.text))")
      line(3, "jitter", tries.fullJitter ? "full" : "none")
    }
    if let budget = tries.budget { line(3, "budget", budget.text) }
  }
}
