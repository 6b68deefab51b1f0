/// What a client may cost. The defaults are for a tool on one's own machine; docs/http2.md says
/// which threat each one meets.
public struct TransportLimits: Sendable {
  /// Connections of a server at the same time. One more takes the place of the one that has been
  /// idle for longest, and is refused when none is idle.
  public var connections = 1024
  /// The same of one address: one more takes the place of one that is idle there. On loopback all
  /// clients have one address.
  public var connectionsPerAddress = 1024
  /// Streams that a client may have open (RFC 9113, 5.1.2), and requests it may have without an
  /// answer, also of streams it has reset.
  public var concurrentStreams = 100
  /// Names and values of one request, each field counted with 32 more (RFC 9113, 6.5.2).
  public var headerListBytes = 16 * 1024
  /// CONTINUATION frames of one header block.
  public var continuations = 8
  /// Entries of one SETTINGS frame.
  public var settingsEntries = 32
  /// Answers to SETTINGS and PING that may wait for a client that does not read.
  public var waitingAcknowledgements = 1000
  /// RST_STREAM frames at once, of the client and, apart, of the server because of it.
  public var resetBurst = 1000
  /// The same a second, afterwards.
  public var resetsPerSecond = 33
  /// Frames at once that carry nothing: PING, SETTINGS, PRIORITY, WINDOW_UPDATE, unknown ones, and
  /// DATA of fewer than 32 bytes. Each request pays for 4, each DATA frame sent for 2.
  public var controlBurst = 1000
  /// The same a second, afterwards.
  public var controlsPerSecond = 200
  /// The body of one request.
  public var bodyBytes = 1 << 20
  /// The bodies that a server holds at the same time.
  public var allBodiesBytes = 32 << 20
  /// The bodies of answers, in one piece each, that a server holds for clients who have not taken
  /// them. One that comes when nothing else waits is always held, and one below 64 KiB as well.
  public var allAnswersBytes = 32 << 20
  /// How much of a body a client may send ahead on one stream (RFC 9113, 6.9.2).
  public var streamWindowBytes = 64 * 1024
  /// The same on all streams of a connection.
  public var connectionWindowBytes = 1 << 20
  /// What waits in memory to be written to one socket before a connection pauses.
  public var writeBufferBytes = 64 * 1024
  /// What waits on one stream that goes on before its reader is cut off.
  public var streamBufferBytes = 256 * 1024
  /// From the first byte of a connection to the first of a protocol, TLS included, in milliseconds.
  public var handshakeMilliseconds = 10_000
  /// Without any request, in milliseconds.
  public var idleMilliseconds = 60_000
  /// From the first to the last byte of a header block, in milliseconds.
  public var headerMilliseconds = 10_000
  /// From the headers to the end of the body, and for any one frame, in milliseconds.
  public var bodyMilliseconds = 30_000
  /// Without `writeProgressBytes` taken by a client that has something to take, in milliseconds.
  public var stallMilliseconds = 15_000
  /// What a client must take in that time.
  public var writeProgressBytes = 1024
  /// How long a connection that is being closed may still send, which lets the client read why, in
  /// milliseconds.
  public var lingerMilliseconds = 1000
  /// How long running requests have when the server is shut down, in milliseconds.
  public var drainMilliseconds = 5000

  /// The defaults.
  public init() {}

  /// Changes the limit of that name; false when there is none, or the value is below 1.
  public mutating func set(_ name: String, to value: Int) -> Bool {
    guard value >= 1, let path = Self.byName.first(where: { $0.name == name })?.path else {
      return false
    }
    self[keyPath: path] = value
    return true
  }

  /// Every limit by its name.
  public static let byName: [(name: String, path: any WritableKeyPath<Self, Int> & Sendable)] = [
    ("connections", \.connections), ("connectionsPerAddress", \.connectionsPerAddress),
    ("concurrentStreams", \.concurrentStreams), ("headerListBytes", \.headerListBytes),
    ("continuations", \.continuations), ("settingsEntries", \.settingsEntries),
    ("waitingAcknowledgements", \.waitingAcknowledgements), ("resetBurst", \.resetBurst),
    ("resetsPerSecond", \.resetsPerSecond), ("controlBurst", \.controlBurst),
    ("controlsPerSecond", \.controlsPerSecond), ("bodyBytes", \.bodyBytes),
    ("allBodiesBytes", \.allBodiesBytes), ("allAnswersBytes", \.allAnswersBytes),
    ("streamWindowBytes", \.streamWindowBytes),
    ("connectionWindowBytes", \.connectionWindowBytes),
    ("writeBufferBytes", \.writeBufferBytes), ("streamBufferBytes", \.streamBufferBytes),
    ("handshakeMilliseconds", \.handshakeMilliseconds), ("idleMilliseconds", \.idleMilliseconds),
    ("headerMilliseconds", \.headerMilliseconds), ("bodyMilliseconds", \.bodyMilliseconds),
    ("stallMilliseconds", \.stallMilliseconds), ("writeProgressBytes", \.writeProgressBytes),
    ("lingerMilliseconds", \.lingerMilliseconds), ("drainMilliseconds", \.drainMilliseconds),
  ]
}
