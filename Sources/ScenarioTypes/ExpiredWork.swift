/// What a tier does with requests whose clients have stopped waiting.
public enum ExpiredWork: Hashable, Sendable {
  /// Serves them as if nothing had happened; nobody tells it.
  case serve
  /// Drops them when their turn comes; a service that has begun is finished.
  case skip
  /// Drops them at once, from the queue and out of service; the client tells it.
  case cancel
}
