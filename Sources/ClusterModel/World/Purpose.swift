import SimulationKernel

/// What a random number is for: tells the streams of one entity apart.
struct Purpose: BitwiseCopyable {
  var code: UInt64

  init(_ code: UInt64) { self.code = code }

  // Of a request.
  static var accessOut: Purpose { Purpose(1) }
  static var accessBack: Purpose { Purpose(2) }
  static var linkBack: Purpose { Purpose(3) }
  static var backoff: Purpose { Purpose(4) }
  static var secondClick: Purpose { Purpose(5) }
  @inline(__always) static func service(visit: UInt8) -> Purpose { Purpose(0x100 + UInt64(visit)) }
  @inline(__always) static func link(visit: UInt8) -> Purpose { Purpose(0x200 + UInt64(visit)) }
  @inline(__always) static func route(hop: UInt8) -> Purpose { Purpose(0x300 + UInt64(hop)) }
  @inline(__always) static func error(visit: UInt8) -> Purpose { Purpose(0x400 + UInt64(visit)) }
  @inline(__always) static func swapOut(visit: UInt8) -> Purpose { Purpose(0x500 + UInt64(visit)) }
  @inline(__always) static func swapBack(visit: UInt8) -> Purpose { Purpose(0x600 + UInt64(visit)) }

  @inline(__always) static func fill(hop: UInt8) -> Purpose { Purpose(0x800 + UInt64(hop)) }
  @inline(__always) static func work(visit: UInt8) -> Purpose { Purpose(0x900 + UInt64(visit)) }
  @inline(__always)
  static func callBack(visit: UInt8) -> Purpose { Purpose(0xA00 + UInt64(visit)) }
  static var item: Purpose { Purpose(6) }
  static var think: Purpose { Purpose(7) }
  static var branch: Purpose { Purpose(8) }

  @inline(__always) static func patience(visit: UInt8) -> Purpose {
    Purpose(0xB00 + UInt64(visit))
  }

  // Of a packet.
  static var groupSize: Purpose { Purpose(0x1001) }
  static var shares: Purpose { Purpose(0x1002) }
  static var amount: Purpose { Purpose(0x1003) }
  static var shareAmount: Purpose { Purpose(0x1004) }
  static var awake: Purpose { Purpose(0x1005) }
  static var fanOut: Purpose { Purpose(0x1006) }
  static var reaction: Purpose { Purpose(0x1007) }
  static var accessNetwork: Purpose { Purpose(0x1008) }
  static var packetHash: Purpose { Purpose(0x1009) }
  static var userHash: Purpose { Purpose(0x100A) }

  // Of a population or a node.
  static var arrivals: Purpose { Purpose(0x2001) }
  static var flush: Purpose { Purpose(0x2002) }
  static var periods: Purpose { Purpose(0x2004) }
  static var client: Purpose { Purpose(0x2005) }
  static var randomTurn: Purpose { Purpose(0x2011) }
  static var breakdown: Purpose { Purpose(0x2012) }
  static var eviction: Purpose { Purpose(0x2003) }

  /// The random numbers of this purpose for the entity with `key`.
  ///
  /// Word n of the stream mixes key xor code × π xor n × golden gamma, where π stands for the first
  /// 64 bits of its fraction: for the small codes and counters in use no two agree.
  @inline(__always)
  func stream(_ key: UInt64, counter: UInt64 = 0) -> RandomStream {
    RandomStream(key: key ^ code &* 0x243F_6A88_85A3_08D3, counter: counter)
  }

  /// One random word of this purpose for the entity with `key`; also a key of its own.
  @inline(__always)
  func word(_ key: UInt64) -> UInt64 { BitMixer.mix(key &+ code &* BitMixer.goldenGamma) }
}
