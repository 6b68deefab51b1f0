import Glibc
import ScenarioTypes

/// One node of a tier as a formula: `servers` servers, Poisson arrivals, one queue.
///
/// Exact for exponential service; for other laws waits are those of M/M/c times (1 + cv²) / 2
/// (A. O. Allen, Probability, Statistics and Queueing Theory, 1990, 5.6; after P. Lee and P.
/// Longton, 1959).
struct StationModel {
  var servers: Int
  /// Seconds of server time a request takes.
  var service: Double
  /// Squared coefficient of variation of the service time.
  var variability: Double
  /// Requests that may wait; nil: all.
  var places: Int?
  /// Requests per second at this node.
  var rate: Double

  /// Offered load: busy servers if none was refused.
  var load: Double { rate * service }
  /// Offered load by server.
  var utilization: Double { load / Double(servers) }

  /// The share that is refused.
  var rejected: Double {
    guard let places else { return 0 }
    return Erlang.blocking(servers: servers, load: load, places: places)
  }

  /// The wait behind a queue that is full, in seconds; infinite where it has no end.
  private var fullQueue: Double {
    places.map { Double($0) * service / Double(servers) } ?? .infinity
  }

  /// Mean wait of those let in, in seconds; infinite where the queue grows for ever.
  var meanWait: Double {
    if let places, places == 0 { return 0 }
    guard utilization < 1 else { return fullQueue }
    return Erlang.waiting(servers: servers, load: load) * service / (Double(servers) - load)
      * (1 + variability) / 2
  }

  /// The quantile of the wait in seconds.
  func wait(_ probability: Double) -> Double {
    if let places, places == 0 { return 0 }
    guard utilization < 1 else { return fullQueue }
    let share = Erlang.waiting(servers: servers, load: load)
    guard share > 1 - probability else { return 0 }
    return log(share / (1 - probability)) * service * (1 + variability) / 2
      / (Double(servers) - load)
  }

  /// Mean time at the node in seconds.
  var meanSojourn: Double { service + meanWait }

  /// The quantile of the time at the node in seconds: exact for exponential service, else for a
  /// service and a wait that are both exponential with a constant part that gives the right mean.
  func sojourn(_ probability: Double) -> Double {
    guard utilization < 1 || places != nil else { return .infinity }
    let isFull = utilization >= 1
    let share = isFull || places == 0 ? 0 : Erlang.waiting(servers: servers, load: load)
    let spread = variability < 1 ? variability.squareRoot() : 1
    let served = service * max(spread, 1e-9)
    let waited = service * (1 + variability) / 2 / (Double(servers) - load)
    let constant = service - served + (isFull ? fullQueue : 0)
    func tail(_ time: Double) -> Double {
      let alone = exp(-time / served)
      guard share > 0 else { return alone }
      let apart = abs(waited - served) < 1e-9 * served
      let both =
        apart
        ? (1 + time / served) * alone
        : (waited * exp(-time / waited) - served * alone) / (waited - served)
      return (1 - share) * alone + share * both
    }
    var low = 0.0
    var high = served + (isFull ? 0 : waited)
    while tail(high) > 1 - probability, high < 1e9 { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if tail(middle) > 1 - probability { low = middle } else { high = middle }
    }
    return constant + high
  }
}
