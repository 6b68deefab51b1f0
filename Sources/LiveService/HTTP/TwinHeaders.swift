import HTTP2Transport
import Synchronization

/// The header fields of the twin's answers: the same few lists again and again.
final class TwinHeaders: Sendable {
  private struct Lists {
    var lag: Int
    var plain: HeaderList
    var again: HeaderList

    init(lag: Int) {
      self.lag = lag
      let fields = [("content-type", "application/json"), ("x-hongbao-lag-ms", String(lag))]
      plain = HeaderList(fields)
      again = HeaderList(fields + [("retry-after", "1")])
    }
  }

  private let lists = Mutex(Lists(lag: 0))

  /// The fields of an answer; those that say "later" say when to ask again.
  func list(lag: Int, status: Int) -> HeaderList {
    lists.withLock { lists in
      if lists.lag != lag { lists = Lists(lag: lag) }
      return status == 429 || status == 503 ? lists.again : lists.plain
    }
  }
}
