import ScenarioTypes
import SimulationKernel

/// One population as the model runs it. Owned and freed by the world.
struct PopulationState {
  var key: UInt64
  var curve: ArrivalCurve
  var isPoisson: Bool
  var arrivals: RandomStream
  /// The integral of the curve up to the last arrival.
  var level: Double = 0
  /// Arrivals so far; numbers the packets and requests.
  var count: UInt64 = 0
  /// True: packets; else single requests of `kind`.
  var sendsPackets: Bool
  var kind: RequestKind
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
  var tries: UInt8
  var backoff: Int64
  var doubles: Bool
  var hasJitter: Bool

  struct AccessBound {
    var upTo: Double
    var network: Int
  }

  func deallocate() {
    curve.deallocate()
    access.deallocate()
  }
}
