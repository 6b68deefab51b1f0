/// One request of an HTTP/2 connection, from its headers until the stream is closed and the handler
/// has answered. Places are used again.
struct HTTP2Stream {
  /// Where a request stands.
  enum Stage {
    /// Nobody has this place.
    case free
    /// Headers or body are arriving.
    case arriving
    /// The handler has it.
    case running
    /// The answer is leaving.
    case answering
    /// Answered and closed by the library's side, or never to be answered.
    case closed
  }

  /// The number on the wire.
  var id: Int32 = 0
  /// How often the place was used.
  var generation: UInt32 = 0
  var stage = Stage.free
  /// Whether the library still knows the stream.
  var isOpen = false
  /// Whether the client has ended its side.
  var hasEnded = false
  /// Whether the handler has the request and no answer has come.
  var isUnanswered = false
  /// The answer that was decided before the request had arrived in full: 413, 431 or 503.
  var earlyStatus = 0
  var headers = HeaderList()
  /// Names and values, and 32 for each field.
  var headerBytes = 0
  var isHead = false
  var body: [UInt8] = []
  /// What of `body` is set aside with the loop.
  var reserved = 0
  /// When the headers began.
  var openedAt: Int64 = 0
  /// When the client last took enough of the answer.
  var progressAt: Int64 = 0
  /// What it has taken since.
  var progressBytes = 0
  /// The body of an answer in one piece, and how much of it has left.
  var output: [UInt8] = []
  var outputOffset = 0
  /// The body that goes on.
  var stream: ResponseStream?
  var queue = BodyQueue()

  /// Whether something waits that the client does not take.
  var hasOutput: Bool {
    stage == .answering && (stream == nil || queue.count > 0 || queue.isFinished)
  }
}
