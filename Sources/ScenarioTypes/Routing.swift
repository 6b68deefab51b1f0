/// How a request finds its node in a pool.
///
/// `random`, `roundRobin` and the hashes are decided by the sender; `leastOutstanding` and
/// `powerOfD` by a balancer that sits with the pool and sees its nodes' queues.
public enum Routing: Hashable, Sendable {
  /// Any node, with equal chances.
  case random
  /// One after the other; every sending node, and every population, keeps its own counter.
  case roundRobin
  /// The node with the fewest requests waiting or in service; ties by a draw of the request.
  case leastOutstanding
  /// The best of `d` nodes drawn with replacement.
  case powerOfD(Int)
  /// A consistent hash of the packet.
  case hashOfPacket
  /// A consistent hash of the user.
  case hashOfUser
}
