import ScenarioTypes

/// What only some tiers measure, and what clients are told.
extension FigureReader {
  /// States, breakdowns and hits of a tier up to `now`.
  mutating func readStation(_ pool: StationPool, _ name: String, at now: Int64) {
    if pool.duty == .cache {
      let counts = pool.keyed.pointee.counts
      add(
        name + ".cache.hit_share", "1", Double(counts.hits),
        Double(counts.hits + counts.fetches + counts.joins))
    }
    let tier = pool.managed
    if tier.pointee.hasBreakdowns {
      let nodesUp = tier.pointee.nodesUp
      let upTime = nodesUp.upTime(at: now, since: start)
      add(name + ".availability", "1", upTime, length * Double(nodesUp.nodes))
      for number in 0..<(nodesUp.nodes <= Self.mostStates ? nodesUp.nodes + 1 : 0) {
        add("\(name).up.\(number)", "1", nodesUp.share(number, at: now, since: start), length)
      }
    }
    let states = tier.pointee.states
    if states.isKept {
      for number in 0..<(states.limit <= Self.mostStates ? states.limit + 1 : 0) {
        add("\(name).states.\(number)", "1", states.share(number, at: now, since: start), length)
      }
      let periods = Double(states.busyPeriods)
      add(name + ".busy_period_ms", "ms", Double(states.busyTime) / 1e6, periods)
      add(name + ".busy_period_requests", "requests", Double(states.busyRequests), periods)
    }
  }

  /// More states than these have no intervals from one run.
  private static var mostStates: Int { 100 }

  /// What the clients of a kind were told, by first tries.
  mutating func readClients(_ clients: ClientRecorder, _ name: String, intervals: Int) {
    func total(_ column: Int) -> Double {
      (0..<intervals).reduce(0) {
        $0 + Double(clients.counters[$1 * ClientRecorder.Column.width + column])
      }
    }
    let tries = total(ClientRecorder.Column.firstTries)
    add(name + ".tries_per_request", "1", tries + total(ClientRecorder.Column.retries), tries)
    for (word, column) in [
      ("told_yes", ClientRecorder.Column.toldYes),
      ("yes_at_first", ClientRecorder.Column.toldYesAtFirst),
      ("gave_up", ClientRecorder.Column.gaveUp),
    ] {
      add("\(name).\(word)_share", "1", total(column), tries)
    }
  }
}

extension NodesUpRecorder {
  /// Node nanoseconds up from `start` to `now`, which is not before the last change.
  func upTime(at now: Int64, since start: Int64) -> Double {
    Double(upTime + Int128(max(now - max(last, start), 0)) * Int128(up))
  }

  /// Nanoseconds with so many nodes up from `start` to `now`.
  func share(_ number: Int, at now: Int64, since start: Int64) -> Double {
    Double(shares[number] + (number == up ? max(now - max(last, start), 0) : 0))
  }
}

extension StateRecorder {
  /// Nanoseconds with so many requests from `start` to `now`, which is not before the last change.
  func share(_ state: Int, at now: Int64, since start: Int64) -> Double {
    Double(shares[state] + (state == min(number, limit) ? max(now - max(last, start), 0) : 0))
  }
}
