import CNghttp2
import Glibc
import NIOCore
import NIOPosix

/// A server on one port that speaks HTTP/2 over TLS, HTTP/2 in clear and HTTP/1.1.
///
/// It runs on threads of its own until `shutDown` is called, which must happen: nothing else ends
/// them.
public final class TransportServer: Sendable {
  /// The port that is listened at.
  public let port: Int
  private let group: MultiThreadedEventLoopGroup
  private let loops: [LoopState]
  private let listener: any Channel
  private let refusalLog: RefusalLog
  private let limits: TransportLimits

  /// Listens. Fails when the address cannot be had, the certificate not be read, or the library is
  /// older than 1.52.
  public init(
    _ configuration: TransportConfiguration, handler: any RequestHandler
  ) throws(TransportError) {
    try Self.checkLibrary()
    let security: ServerSecurity?
    if let identity = configuration.identity {
      security = try ServerSecurity(identity)
    } else {
      security = nil
    }
    limits = configuration.limits
    refusalLog = RefusalLog(now: LoopState.now(), tell: configuration.onRefusal)
    group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.eventLoops))
    let (log, count) = (refusalLog, max(1, configuration.eventLoops))
    let loops = group.makeIterator().map { loop in
      LoopState(
        eventLoop: loop, share: count, configuration: configuration, handler: handler,
        refusals: log, security: security)
    }
    self.loops = loops
    do {
      listener = try Self.bootstrap(group, loops, limits)
        .bind(host: configuration.host, port: configuration.port).wait()
    } catch {
      try? group.syncShutdownGracefully()
      throw TransportError(
        operation: .listen, subject: "\(configuration.host):\(configuration.port)",
        reason: "\(error)")
    }
    port = listener.localAddress?.port ?? configuration.port
    for loop in loops { loop.eventLoop.execute { loop.startSweeping() } }
  }

  /// How often clients were turned away, by reason.
  public var refusals: [Refusal: Int] { refusalLog.counts }

  /// Calls `body` again and again on the first event loop, until the server is shut down.
  public func every(milliseconds: Int, _ body: @escaping @Sendable () -> Void) {
    let delay = TimeAmount.milliseconds(Int64(milliseconds))
    loops[0].eventLoop.scheduleRepeatedTask(initialDelay: delay, delay: delay) { _ in body() }
  }

  /// Stops listening, lets running requests end for as long as the limits say, and ends all
  /// threads. Returns when nothing is left. Not to be called from an event loop, and once.
  public func shutDown() {
    try? listener.close().wait()
    let drained = loops.map { loop in loop.eventLoop.flatSubmit { loop.drain() } }
    let all = EventLoopFuture.andAllComplete(drained, on: loops[0].eventLoop)
    let deadline = loops[0].eventLoop.scheduleTask(
      in: .milliseconds(Int64(limits.drainMilliseconds))
    ) { [loops] in
      for loop in loops { loop.eventLoop.execute { loop.cut() } }
    }
    try? all.wait()
    deadline.cancel()
    try? group.syncShutdownGracefully()
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup, _ loops: [LoopState], _ limits: TransportLimits
  ) -> ServerBootstrap {
    let watermark = ChannelOptions.Types.WriteBufferWaterMark(
      low: max(1, limits.writeBufferBytes / 2), high: max(2, limits.writeBufferBytes))
    return ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.backlog, value: 1024)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(ChannelOptions.writeBufferWaterMark, value: watermark)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let loop = loops.first(where: { $0.eventLoop === channel.eventLoop }) else {
            return
          }
          let now = LoopState.now()
          let address = channel.remoteAddress?.ipAddress ?? "local"
          let connection = Connection(loop: loop, address: address, now: now)
          if let refusal = loop.admit(connection, now: now) {
            loop.refusals.note(refusal, address: address, now: now)
            throw ChannelError.ioOnClosedChannel
          }
          try channel.pipeline.syncOperations.addHandler(connection)
        }
      }
  }

  /// 1.52 is the first with the limits that Debian's 12 has backported; older ones lack them.
  private static let oldestLibrary: Int32 = 0x01_34_00

  private static func checkLibrary() throws(TransportError) {
    guard let info = nghttp2_version(oldestLibrary) else {
      let found = nghttp2_version(0).map { String(cString: $0.pointee.version_str) } ?? "none"
      throw TransportError(
        operation: .checkLibrary, subject: found, reason: "version 1.52 or newer is needed")
    }
    _ = info
  }
}
