/// Which part of a cluster a world simulates when one run is spread over partitions.
///
/// Claims go in a circle: a crowd of users taps, the gate (the first tiers) takes the taps in, the
/// site (everything behind) answers, and the answer to a send wakes the next group of the crowd.
enum PartitionRole: UInt8 {
  /// Everything; no messages.
  case whole
  /// All tiers but the first ones, the packets, the clients' decisions, and who comes by itself.
  case site
  /// The first tiers of all ways.
  case gate
  /// Groups that wake: a function of the packet's key, without state or events of its own.
  case crowd
}
