import Foundation
import TestSupport
import Testing

/// Raw frames of a client that means no good, while a second client is served. The script
/// `Peers/hostile.py` says what each probe does and what it demands.
@Suite(
  .serialized, .enabled(if: PeerProcess.objection == nil, "\(PeerProcess.objection ?? "")"))
struct `Hostile peers` {
  /// Thirty seconds each in a full run, and just long enough otherwise.
  private static let isFull = ProcessInfo.processInfo.environment["HONGBAO_FULL"] != nil

  /// How many tries a probe has: a machine that is busy with other tests may delay a client itself.
  private static let tries = 3

  private func attack(
    _ probe: String, limits: [String: Int] = [:], seconds: Double = 1
  ) throws {
    var end: FinishedProcess?
    for _ in 1...Self.tries {
      let server = try LiveServer(limits: limits)
      let duration = Self.isFull ? 30 : seconds
      end = try PeerProcess.script(
        "hostile.py",
        [probe, String(server.port), String(server.running.process), String(duration)]
      ).run(timeoutSeconds: 120)
      let last = try server.stop()
      #expect(last.status == 143, "the server ended by itself: \(last)")
      if end?.status == 0 { break }
    }
    #expect(end?.status == 0, "\(end?.output ?? "") \(end?.error ?? "")")
  }

  @Test(arguments: [
    "rapid_reset", "made_you_reset", "continuation_flood", "empty_continuation_flood",
    "settings_flood", "unread_settings_flood", "long_settings", "ping_flood", "priority_flood",
    "window_flood", "unknown_frame_flood", "empty_data_flood", "padded_data_flood",
  ])
  func `a flood of frames ends the connection`(_ probe: String) throws {
    try attack(probe)
  }

  @Test(arguments: ["garbage", "connection_churn", "pipelined_http1"])
  func `noise does no harm`(_ probe: String) throws {
    try attack(probe)
  }

  @Test(arguments: [
    "large_headers", "header_bomb", "announced_bodies", "endless_bodies", "many_bodies",
    "large_http1",
  ])
  func `what is too large is refused`(_ probe: String) throws {
    try attack(probe)
  }

  @Test(arguments: [
    "zero_window", "dribbled_window", "slow_reader", "slow_http1_reader", "slow_listener",
  ])
  func `a client that does not read is cut off`(_ probe: String) throws {
    try attack(
      probe, limits: ["stallMilliseconds": 400, "writeProgressBytes": 20_000], seconds: 2)
  }

  @Test(arguments: [
    "half_open_streams", "greeted_idle_connections", "slow_preface", "slow_http1_head",
    "slow_headers",
  ])
  func `a client that keeps others waiting is cut off`(_ probe: String) throws {
    try attack(
      probe,
      limits: [
        "handshakeMilliseconds": 500, "headerMilliseconds": 500, "bodyMilliseconds": 500,
        "idleMilliseconds": 500,
      ], seconds: 2)
  }

  @Test func `requests that are never answered are not taken without end`() throws {
    try attack("never_answered")
  }

  @Test func `a thousand idle connections make room for newcomers`() throws {
    try attack("idle_connections", seconds: 2)
  }
}
