import ScenarioTypes
import SimulationKernel

/// One population as the model runs it. Owned and freed by the world.
struct PopulationState {
  var key: UInt64
  var source: ArrivalSource
  /// Arrivals so far; numbers the packets and requests.
  var count: UInt64 = 0
  /// True: packets; else single requests of `kind`.
  var sendsPackets: Bool
  var kind: RequestKind
  /// Requests that come at time 0.
  var atStart: Int
  /// Clients of a closed loop, and how long they think; 0: none.
  var clients: Int
  var think: Sampler
  /// Keys that requests ask for: how many, and which one (a rank from 1, the most popular first).
  var keyCount: Int
  var keys: Sampler
  // Packets.
  var groupSize: Sampler
  var awake: Chance
  var shares: Sampler
  var amount: Sampler
  var fanOut: Sampler
  var reaction: Sampler
  var secondClick: Sampler
  // Clients.
  /// Access network by the upper bound of its share; none: no access latency.
  var access: UnsafeMutablePointer<AccessBound>
  var accessCount: Int
  /// Nanoseconds, or -1: none.
  var timeout: Int64
  /// Tries in all; `Int.max`: as many as it takes.
  var tries: Int
  var backoff: Int64
  var doubles: Bool
  var hasJitter: Bool
  /// The wait before a retry, drawn each time; used if `hasWait`, instead of the back-off.
  var wait: Sampler
  var hasWait: Bool
  /// Millionths of a retry that each first try allows, or -1: no limit; and what is saved up.
  var budget: Int64
  var tokens: Int64 = 0

  /// A retry in the units of `budget`.
  static var token: Int64 { 1_000_000 }
  /// The most retries that can be saved up.
  static var mostTokens: Int64 { 1000 * token }

  struct AccessBound {
    var upTo: Double
    var network: Int
  }

  func deallocate() {
    source.deallocate()
    access.deallocate()
  }
}
