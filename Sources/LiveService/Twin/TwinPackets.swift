import ClusterModel

/// The packets that can be asked for, by number, the newest so many of them.
struct TwinPackets {
  /// One packet as the outside knows it.
  struct Packet {
    var number: UInt64
    var handle: PacketHandle
    var shares: Int
    var cents: Int64
    /// Its send was answered yes.
    var isSent = false
    /// Members by the names that clients gave them.
    var names: [String: UInt16] = [:]
    /// Members below this have claimed; all of them once the numbers have gone round.
    var members = 0
    /// Admitted members, and whether they have asked to open.
    var admitted: [UInt16: Bool] = [:]
    /// Admitted members whose turn it is when a nameless one opens; first come, first served.
    var waiting: [UInt16] = []
    var firstWaiting = 0

    /// Takes the next admitted member that has not opened.
    mutating func nextToOpen() -> UInt16? {
      while firstWaiting < waiting.count {
        let member = waiting[firstWaiting]
        firstWaiting += 1
        if admitted[member] == false { return member }
      }
      return nil
    }
  }

  /// How many are kept.
  let limit: Int
  private var packets: [Packet] = []
  /// Place of the oldest in `packets`: those before it are forgotten.
  private var first = 0
  /// The number of the packet at `packets[0]`.
  private var base: UInt64 = 1
  /// Where the next choice begins.
  private var turn = 0

  init(limit: Int) { self.limit = limit }

  /// Packets kept.
  var count: Int { packets.count - first }

  /// Adds a packet and answers its number; and the oldest one, when it had to go.
  mutating func add(
    _ handle: PacketHandle, shares: Int, cents: Int64
  ) -> (number: UInt64, forgotten: PacketHandle?) {
    let number = base + UInt64(packets.count)
    packets.append(Packet(number: number, handle: handle, shares: shares, cents: cents))
    guard count > limit else { return (number, nil) }
    let oldest = packets[first].handle
    packets[first].names = [:]
    packets[first].admitted = [:]
    packets[first].waiting = []
    first += 1
    if first > limit {
      packets.removeFirst(first)
      base += UInt64(first)
      first = 0
    }
    return (number, oldest)
  }

  /// Where a packet is kept now; nil when it is not.
  func place(of number: UInt64) -> Int? {
    guard number >= base + UInt64(first), number < base + UInt64(packets.count) else { return nil }
    return Int(number - base)
  }

  subscript(place: Int) -> Packet {
    _read { yield packets[place] }
    _modify { yield &packets[place] }
  }

  /// One packet after the other that can be claimed; nil when there is none.
  mutating func next() -> Int? {
    let count = count
    for _ in 0..<count {
      turn = turn + 1 < count ? turn + 1 : 0
      if packets[first + turn].isSent { return first + turn }
    }
    return nil
  }
}
