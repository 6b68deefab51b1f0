import Glibc

/// Formulas of stations with several servers and Poisson arrivals (A. K. Erlang, 1917;
/// L. Kleinrock, Queueing Systems I, 1975, 3.5 to 3.7). Loads are offered loads: arrival rate x
/// mean service.
public enum Erlang {
  /// The share of requests that find all servers busy where nobody waits (formula B). It holds for
  /// any law of the service times.
  public static func blocking(servers: Int, load: Double) -> Double {
    var blocking = 1.0
    for count in 1...max(servers, 1) {
      blocking = load * blocking / (Double(count) + load * blocking)
    }
    return blocking
  }

  /// The share of requests that must wait where everybody waits (formula C); 1 without room.
  public static func waiting(servers: Int, load: Double) -> Double {
    guard load < Double(servers) else { return 1 }
    let blocking = blocking(servers: servers, load: load)
    let idle = 1 - load / Double(servers)
    return blocking / (idle + (1 - idle) * blocking)
  }

  /// The share of requests refused where `places` may wait (M/M/c/c+K).
  public static func blocking(servers: Int, load: Double, places: Int) -> Double {
    let busy = load / Double(servers)
    let inverse = 1 / blocking(servers: servers, load: load)
    let last = pow(busy, Double(places))
    let sum = busy == 1 ? Double(places) : busy * (1 - last) / (1 - busy)
    return sum.isFinite ? last / (inverse + sum) : 1 - 1 / busy
  }

  /// The fewest servers that refuse at most `share` of the requests; nil beyond `most`.
  public static func servers(load: Double, blockingAtMost share: Double, most: Int) -> Int? {
    smallest(1...max(most, 1)) { blocking(servers: $0, load: load) <= share }
  }

  /// The fewest servers with a mean wait of at most `wait` service times; nil beyond `most`.
  public static func servers(load: Double, meanWaitAtMost wait: Double, most: Int) -> Int? {
    smallest(1...max(most, 1)) { servers in
      load < Double(servers)
        && waiting(servers: servers, load: load) / (Double(servers) - load) <= wait
    }
  }

  /// The first of rising numbers that is enough, when all above it are enough, too.
  private static func smallest(_ numbers: ClosedRange<Int>, _ isEnough: (Int) -> Bool) -> Int? {
    guard isEnough(numbers.upperBound) else { return nil }
    var low = numbers.lowerBound
    var high = numbers.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
