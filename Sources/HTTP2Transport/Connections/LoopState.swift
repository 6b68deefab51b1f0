import Glibc
import NIOCore

/// What the connections of one event loop share. Touched on that loop alone.
final class LoopState: @unchecked Sendable {
  let eventLoop: any EventLoop
  let limits: TransportLimits
  let handler: any RequestHandler
  let refusals: RefusalLog
  let mailbox: Mailbox
  /// For TLS; nil: none is spoken.
  let security: ServerSecurity?

  /// All connections; each knows its place.
  private var connections: [Connection] = []
  private let connectionCap: Int
  private let addressCap: Int
  private var countByAddress: [String: Int] = [:]
  /// Bytes of request bodies that are held for all connections.
  private var bodyBytes = 0
  private let bodyCap: Int
  private var answerBytes = 0
  private let answerCap: Int
  /// Connections with something to write that nobody has asked to write yet.
  private var touched: [Connection] = []
  private var isFlushScheduled = false
  private(set) var isDraining = false
  private var drained: EventLoopPromise<Void>?
  private var dateSecond = 0
  private var date: [UInt8] = []

  init(
    eventLoop: any EventLoop, share: Int, configuration: TransportConfiguration,
    handler: any RequestHandler, refusals: RefusalLog, security: ServerSecurity?
  ) {
    self.eventLoop = eventLoop
    self.handler = handler
    self.refusals = refusals
    self.security = security
    limits = configuration.limits
    mailbox = Mailbox(eventLoop: eventLoop)
    // Loops take connections in turn, so each has its share of what the whole server may have.
    connectionCap = max(1, limits.connections / share)
    addressCap = max(1, limits.connectionsPerAddress / share)
    bodyCap = max(1, limits.allBodiesBytes / share)
    answerCap = max(1, limits.allAnswersBytes / share)
  }

  /// Nanoseconds of a clock that only goes forward.
  static func now() -> Int64 { Int64(truncatingIfNeeded: NIODeadline.now().uptimeNanoseconds) }

  /// The shortest of the time limits decides how often they are looked at.
  func startSweeping() {
    let shortest = [
      limits.handshakeMilliseconds, limits.idleMilliseconds, limits.headerMilliseconds,
      limits.bodyMilliseconds, limits.stallMilliseconds, limits.lingerMilliseconds,
    ].reduce(4000, min)
    let interval = TimeAmount.milliseconds(Int64(max(20, shortest / 4)))
    eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { [weak self] task in
      if let self { self.sweep() } else { task.cancel() }
    }
  }

  private func sweep() {
    let now = Self.now()
    for connection in connections { connection.sweep(now: now) }
    flushTouched()
  }

  // MARK: Coming and going

  /// Takes a connection in, or says why not.
  func admit(_ connection: Connection, now: Int64) -> Refusal? {
    guard !isDraining else { return .tooManyConnections }
    let address = connection.address
    if countByAddress[address, default: 0] >= addressCap {
      // On loopback all have one address: who is silent there must not keep the others out.
      guard let victim = longestIdle({ $0.address == address }) else {
        return .tooManyFromOneAddress
      }
      victim.end(because: .evictedForANewcomer)
      guard countByAddress[address, default: 0] < addressCap else { return .tooManyFromOneAddress }
    }
    if connections.count >= connectionCap {
      guard let victim = longestIdle({ _ in true }) else { return .tooManyConnections }
      victim.end(because: .evictedForANewcomer)
      guard connections.count < connectionCap else { return .tooManyConnections }
    }
    connection.place = connections.count
    connections.append(connection)
    countByAddress[connection.address, default: 0] += 1
    return nil
  }

  private func longestIdle(_ counts: (Connection) -> Bool) -> Connection? {
    var found: Connection?
    for connection in connections where connection.isIdle && counts(connection) {
      if found.map({ connection.lastActivity < $0.lastActivity }) ?? true { found = connection }
    }
    return found
  }

  /// Lets a connection go that `admit` took.
  func dismiss(_ connection: Connection) {
    guard let place = connection.place else { return }
    connection.place = nil
    let last = connections.removeLast()
    if last !== connection {
      connections[place] = last
      last.place = place
    }
    let left = countByAddress[connection.address, default: 1] - 1
    countByAddress[connection.address] = left == 0 ? nil : left
    if connections.isEmpty { drained?.succeed(()) }
  }

  /// Asks all connections to end; the future is there when the last one has gone.
  func drain() -> EventLoopFuture<Void> {
    isDraining = true
    let promise = eventLoop.makePromise(of: Void.self)
    if connections.isEmpty {
      promise.succeed(())
    } else {
      drained = promise
      let now = Self.now()
      for connection in connections { connection.drain(now: now) }
      flushTouched()
    }
    return promise.futureResult
  }

  /// Ends all connections at once.
  func cut() {
    for connection in connections { connection.end(because: nil) }
  }

  // MARK: Bodies

  /// Sets memory for a body aside; false when clients together hold too much.
  func reserveBody(_ count: Int) -> Bool {
    guard bodyBytes + count <= bodyCap else { return false }
    bodyBytes += count
    return true
  }

  /// Gives it back.
  func releaseBody(_ count: Int) { bodyBytes -= count }

  /// Sets memory for the body of an answer aside; false when it is large, and clients together
  /// have not taken too much. It counts until `releaseAnswer`.
  func reserveAnswer(_ count: Int) -> Bool {
    guard count < Self.smallAnswer || answerBytes == 0 || answerBytes + count <= answerCap else {
      return false
    }
    answerBytes += count
    return true
  }

  /// Gives it back.
  func releaseAnswer(_ count: Int) { answerBytes -= count }

  private static let smallAnswer = 64 << 10

  // MARK: Writing

  /// Remembers that a connection has something to write, and sees to it that it does.
  func touch(_ connection: Connection) {
    touched.append(connection)
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    eventLoop.execute { self.flushTouched() }
  }

  /// Lets every connection that was touched write, once.
  func flushTouched() {
    isFlushScheduled = false
    while let connection = touched.popLast() { connection.flushIfTouched() }
  }

  /// The value of the field `date`, made once a second.
  func currentDate() -> [UInt8] {
    var second = time(nil)
    guard second != dateSecond else { return date }
    dateSecond = second
    var parts = tm()
    gmtime_r(&second, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (day, month) = (days[Int(parts.tm_wday)], months[Int(parts.tm_mon)])
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    let text = "\(day), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1900) \(clock) GMT"
    date = Array(text.utf8)
    return date
  }
}
