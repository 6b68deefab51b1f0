/// What becomes of the requests waiting or in service at a node when it crashes.
public enum CrashPolicy: Hashable, Sendable {
  /// The caller learns of the broken connection one latency later: failed, `node down`.
  case fail
  /// Nobody is told; the client learns by its own time-out: failed, `lost`.
  case silent
}
