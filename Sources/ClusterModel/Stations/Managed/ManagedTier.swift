import ScenarioTypes
import SimulationKernel

/// What a tier of managed stations has beside its pool; owned and freed by the pool.
///
/// A managed station keeps its requests so that each can be taken out at any instant: queues are
/// doubly linked lists, services lie in a heap by virtual end. One event a node wakes it when the
/// next thing is due, whatever it is.
struct ManagedTier {
  enum Discipline: UInt8 {
    case inOrder
    case random
    case preemptiveLifo
    case preemptivePriority
    case sharing
  }

  let discipline: Discipline
  /// Servers per node; `Int.max` without a bound.
  let servers: Int
  /// The end of a service is known when it begins.
  let knowsEnds: Bool
  let hasPatience: Bool
  let patience: Sampler
  /// Work of clients that have given up is dropped when its turn comes.
  let skipsExpired: Bool
  /// And at once, when its client gives up.
  let cancelsExpired: Bool

  // Random breakdowns.
  let hasBreakdowns: Bool
  let up: Sampler
  let down: Sampler
  let onlyWhileServing: Bool
  let crews: Int
  var crewsAtWork = 0
  /// Nodes that wait for a crew, in the order of their failure.
  var firstBroken = ManagedNode.none
  var lastBroken = ManagedNode.none
  /// Keys the draws of the nodes.
  let key: UInt64

  let nodes: UnsafeMutablePointer<ManagedNode>
  /// Requests in service by node and class, longest served first; preemptive disciplines only.
  let servedHead: UnsafeMutablePointer<UInt32>
  let servedTail: UnsafeMutablePointer<UInt32>
  var states: StateRecorder
  var nodesUp: NodesUpRecorder

  @inline(__always)
  var isPreemptive: Bool { discipline == .preemptiveLifo || discipline == .preemptivePriority }

  func deallocate(nodes count: Int) {
    for node in 0..<count { nodes[node].deallocate() }
    nodes.deallocate()
    servedHead.deallocate()
    servedTail.deallocate()
    states.deallocate()
    nodesUp.deallocate()
  }
}

/// One node of a managed tier.
struct ManagedNode {
  /// Requests in service, by virtual end.
  var serving = StationHeap()
  /// Requests that wait with a patience, by the instant at which they leave.
  var impatient = StationHeap()
  /// Requests that wait, where the order is random.
  var bag = SlotBag()
  /// Virtual time in 2^-32 ns: the service that every request served all along has had. It stands
  /// still while the node is broken or idle; in processor sharing it runs at min(1, servers/n).
  var virtual: Int128 = 0
  /// The instant up to which `virtual`, busy time and the clock of breakdowns are worked out.
  var last: Int64 = 0
  /// The earliest event that is to wake the node; `Int64.max`: none.
  var wakes: Int64 = .max
  /// Requests drawn at random so far.
  var turns: UInt64 = 0
  var isBroken = false
  /// Time that it will still work before it breaks; its clock may stand still.
  var upLeft: Int64 = .max
  /// When its repair ends; `Int64.max`: no crew is at it.
  var repaired: Int64 = .max
  /// Breakdown times drawn so far.
  var draws: UInt64 = 0
  /// The next node that waits for a crew.
  var nextBroken = ManagedNode.none

  static var none: UInt32 { .max }

  func deallocate() {
    serving.deallocate()
    impatient.deallocate()
    bag.deallocate()
  }
}
