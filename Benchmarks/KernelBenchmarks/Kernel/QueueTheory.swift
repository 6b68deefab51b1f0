/// The mean wait of M/M/c in units of the mean service time.
enum QueueTheory {
  /// Erlang's C divided by c (1 - ρ); C from Erlang's B, which has a stable recursion (L. Kleinrock,
  /// Queueing Systems, volume 1, 1975, section 3.5).
  static func meanWait(servers: Int, utilization: Double) -> Double {
    let load = Double(servers) * utilization
    var blocking = 1.0
    for count in 1...servers { blocking = load * blocking / (Double(count) + load * blocking) }
    let waits = blocking / (1 - utilization * (1 - blocking))
    return waits / (Double(servers) * (1 - utilization))
  }
}
