/// What a client may send that carries nothing. libnghttp2 1.52 has no limit for these frames.
package struct ControlBudget {
  private var bucket: TokenBucket

  /// DATA shorter than this is taken for a frame that carries nothing, padding included.
  package static let shortDataBytes = 32
  /// Each request pays for so many: its priority, a window, a reset.
  package static let creditOfRequest = 4
  /// Each DATA frame that the client is sent pays for the windows that it opens in return.
  package static let creditOfDataSent = 2
  private static let endStream: UInt8 = 0x1
  private static let settingsEntryBytes = 6
  private static let settings: UInt8 = 4

  package init(burst: Int, perSecond: Int, now: Int64) {
    bucket = TokenBucket(burst: burst, perSecond: perSecond, now: now)
  }

  /// Counts a frame that has arrived; false when it is one too many.
  package mutating func admit(_ frame: FrameMeter.Header, now: Int64) -> Bool {
    switch frame.type {
    case FrameMeter.FrameType.headers:
      bucket.credit(Self.creditOfRequest)
      return true
    case FrameMeter.FrameType.continuation: return true
    case FrameMeter.FrameType.data:
      let isUseful =
        frame.length >= Self.shortDataBytes || frame.flags & Self.endStream != 0
      return isUseful || bucket.take(now: now)
    case Self.settings:
      return bucket.take(1 + frame.length / Self.settingsEntryBytes, now: now)
    default: return bucket.take(now: now)
    }
  }

  /// A frame that the library did not accept.
  package mutating func admitInvalid(now: Int64) -> Bool { bucket.take(now: now) }

  /// DATA was sent.
  package mutating func creditDataSent() { bucket.credit(Self.creditOfDataSent) }
}
