import SimulationKernel

/// What the partitions of a cluster tell each other, as flat records, by channel.
enum PartitionMessages {
  /// Channels of the site's messages to the gate.
  enum ToGate {
    /// `Entry`: a request that the site sends to its first tier.
    static var entries: Int { 0 }
    /// From a crowd: a `Group`, then its taps as events.
    static var groups: Int { 0 }
  }

  /// Channels of the gate's messages to the site.
  enum ToSite {
    /// `Passage`: a request that goes on to its second tier.
    static var passages: Int { 0 }
    /// `Claim`: the same for a first claim on the straight path.
    static var claims: Int { 1 }
    /// Slots of packets on which the gate, or the crowd that sends it, will not act any more. The
    /// last: what came before holds the packet.
    static var drops: Int { 2 }
  }

  /// Channels a pair of partitions has.
  static var channelCount: Int { 3 }

  /// The time of what may be done at any time: after everything else.
  static var noTime: Int64 { 1 << 60 }

  /// A group is told of its packet.
  struct Post: BitwiseCopyable {
    var time: Int64
    var key: UInt64
    /// The site's number of the packet.
    var packet: UInt32
    var population: UInt32
  }

  /// The taps of a group that follow: `count` events of 16 bytes.
  struct Group: BitwiseCopyable {
    var key: UInt64
    var packet: UInt32
    var population: UInt16
    var count: UInt16
  }

  /// A request on its way to its first tier. `request.packet` is the site's number.
  struct Entry: BitwiseCopyable {
    var time: Int64
    var key: UInt64
    var population: UInt64
    var request: Request
  }

  /// A request on its way to its second tier. `request.packet` is the site's number.
  struct Passage: BitwiseCopyable {
    var time: Int64
    var request: Request
  }

  /// A first claim on its way to its cache node: 40 bytes, since there are so many of them. The
  /// packet, which the site has, tells the rest.
  struct Claim: BitwiseCopyable {
    var time: Int64
    var firstTap: Int64
    /// How long it is served if its counter is empty, and how long the answer is on its way then,
    /// in nanoseconds: drawn at the gate, since the site has more to do.
    var service: UInt32
    var back: UInt32
    /// The site's number.
    var packet: UInt32
    var node: UInt32
    var entryNode: UInt32
    var member: UInt16
  }
}
