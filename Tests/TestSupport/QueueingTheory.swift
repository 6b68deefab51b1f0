import Glibc

/// Closed forms of queueing theory, in the time unit of their arguments.
///
/// Sources: D. Gross, C. M. Harris, "Fundamentals of Queueing Theory"; A. K. Erlang, 1917;
/// F. Pollaczek 1930, A. Y. Khinchine 1932.
public enum QueueingTheory {
  /// Erlang's loss formula: the blocked share of M/G/c/c with `load` erlangs.
  public static func erlangB(load: Double, servers: Int) -> Double {
    var blocking = 1.0
    for count in 1...servers { blocking = load * blocking / (Double(count) + load * blocking) }
    return blocking
  }

  /// Erlang's delay formula: the share that waits in M/M/c.
  public static func erlangC(load: Double, servers: Int) -> Double {
    let blocking = erlangB(load: load, servers: servers)
    let utilization = load / Double(servers)
    return blocking / (1 - utilization * (1 - blocking))
  }

  /// Mean wait in M/M/c.
  public static func meanWait(arrivals: Double, service: Double, servers: Int) -> Double {
    erlangC(load: arrivals / service, servers: servers)
      / (Double(servers) * service - arrivals)
  }

  /// Quantile of the wait in M/M/c: 0 where nobody of that share waits.
  public static func waitQuantile(
    _ probability: Double, arrivals: Double, service: Double, servers: Int
  ) -> Double {
    let waits = erlangC(load: arrivals / service, servers: servers)
    return max(0, log(waits / (1 - probability)) / (Double(servers) * service - arrivals))
  }

  /// Quantile of the sojourn in M/M/1.
  public static func sojournQuantile(
    _ probability: Double, arrivals: Double, service: Double
  ) -> Double {
    -log(1 - probability) / (service - arrivals)
  }

  /// Mean wait in M/G/1 (Pollaczek-Khinchine) with service of a mean and a squared coefficient of
  /// variation.
  public static func meanWait(
    arrivals: Double, meanService: Double, squaredVariation: Double
  ) -> Double {
    let utilization = arrivals * meanService
    return utilization * meanService * (1 + squaredVariation) / (2 * (1 - utilization))
  }

  /// Probabilities of 0...capacity requests in M/M/c/capacity (those in service included).
  public static func finiteStates(
    arrivals: Double, service: Double, servers: Int, capacity: Int
  ) -> [Double] {
    var weights = [1.0]
    for count in 1...capacity {
      weights.append(weights[count - 1] * arrivals / (service * Double(min(count, servers))))
    }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
