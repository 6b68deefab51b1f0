import SimulationKernel

/// Latency and loss between every two places, and on the access networks. Owned by the world.
struct NetworkFabric {
  /// One ordered pair of places.
  struct Link {
    /// False: messages arrive at once.
    var hasLatency: Bool
    var latency: Sampler
    /// Chance that a message is lost for good.
    var loss: Double
    /// Windows of `disturbances`.
    var firstDisturbance: Int32
    var disturbances: Int32
  }

  /// A fault on a link: added latency, jitter, loss.
  struct Disturbance {
    var start: Int64
    var end: Int64
    var added: Int64
    var jitter: Int64
    var loss: Double
  }

  /// One access network.
  struct Access {
    var latency: Sampler
    var loss: Double
    var retransmission: Int64
  }

  let places: Int
  /// By (from, to).
  let links: UnsafeMutablePointer<Link>
  let disturbances: UnsafeMutablePointer<Disturbance>
  let access: UnsafeMutablePointer<Access>

  func deallocate() {
    links.deallocate()
    disturbances.deallocate()
    access.deallocate()
  }

  /// The time of a message from `a` to `b` sent at `time`; nil when it is lost.
  @inline(__always)
  func delay(
    from a: Int32, to b: Int32, at time: Int64, key: UInt64, purpose: Purpose
  ) -> Int64? {
    let link = links + (Int(a) * places + Int(b))
    if !link.pointee.hasLatency && link.pointee.disturbances == 0 && link.pointee.loss == 0 {
      return 0
    }
    var stream = purpose.stream(key)
    var delay =
      link.pointee.hasLatency ? address(of: \.latency, in: link).drawNanoseconds(&stream) : 0
    if link.pointee.loss > 0 && stream.uniform() < link.pointee.loss { return nil }
    if link.pointee.disturbances > 0 {
      for position in 0..<Int(link.pointee.disturbances) {
        let fault = disturbances + (Int(link.pointee.firstDisturbance) + position)
        if time < fault.pointee.start || time >= fault.pointee.end { continue }
        let jitter = stream.uniform()
        let chance = stream.uniform()
        delay = min(
          delay + fault.pointee.added + Int64(jitter * Double(fault.pointee.jitter)),
          ClusterBuilder.longestSpan)
        if chance < fault.pointee.loss { return nil }
      }
    }
    return delay
  }

  /// The time of a message between places without losses and disturbances.
  @inline(__always)
  func plainDelay(from a: Int32, to b: Int32, key: UInt64, purpose: Purpose) -> Int64 {
    let link = links + (Int(a) &* places &+ Int(b))
    guard link.pointee.hasLatency else { return 0 }
    var stream = purpose.stream(key)
    return address(of: \.latency, in: link).drawNanoseconds(&stream)
  }

  /// The time of a message over an access network: each loss costs a retransmission, and the
  /// retransmission time-out doubles.
  @inline(__always)
  func accessDelay(_ network: Int, key: UInt64, purpose: Purpose) -> Int64 {
    let access = access + network
    var stream = purpose.stream(key)
    let delay = address(of: \.latency, in: access).drawNanoseconds(&stream)
    return delayed(delay, by: access, &stream)
  }

  /// A delay over an access network, lengthened by the losses that the rest of its stream says.
  @inline(__always)
  func delayed(
    _ delay: Int64, by access: UnsafeMutablePointer<Access>, _ stream: inout RandomStream
  ) -> Int64 {
    let isLost = access.pointee.loss > 0 && stream.uniform() < access.pointee.loss
    return isLost ? retransmitted(delay, by: access, stream) : delay
  }

  /// A message that was lost once, at the last word of the stream.
  @inline(never)
  private func retransmitted(
    _ delay: Int64, by access: UnsafeMutablePointer<Access>, _ stream: RandomStream
  ) -> Int64 {
    var stream = stream
    var delay = delay
    var pause = access.pointee.retransmission
    var tries = 0
    repeat {
      delay = min(delay &+ pause, ClusterBuilder.longestSpan)
      pause = min(pause &* 2, ClusterBuilder.longestSpan)
      tries &+= 1
    } while stream.uniform() < access.pointee.loss && tries < 10
    return delay
  }

  /// The times of a message between places without losses and disturbances, and then over an access
  /// network.
  @inline(__always)
  func plainDelay(
    from a: Int32, to b: Int32, purpose: Purpose, over network: Int, purpose last: Purpose,
    key: UInt64
  ) -> Int64 {
    let link = links + (Int(a) &* places &+ Int(b))
    let access = access + network
    var lastStream = last.stream(key)
    guard link.pointee.hasLatency else {
      let delay = address(of: \.latency, in: access).drawNanoseconds(&lastStream)
      return delayed(delay, by: access, &lastStream)
    }
    var stream = purpose.stream(key)
    let delays = address(of: \.latency, in: link).drawNanoseconds(
      &stream, with: address(of: \.latency, in: access), &lastStream)
    return delays.0 &+ delayed(delays.1, by: access, &lastStream)
  }
}
