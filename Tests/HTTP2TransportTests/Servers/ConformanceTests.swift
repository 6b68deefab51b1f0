import Foundation
import TestSupport
import Testing

/// The same cases of RFC 9113 and RFC 7541 for nghttpd, which is of the same library, and for ours.
@Suite(.enabled(if: PeerProcess.objection == nil, "\(PeerProcess.objection ?? "")"))
struct `Conformance` {
  /// What the library does not do by itself: it passes over a stream's number that is too small.
  private static let known = ["5.1.1 a smaller number than before is PROTOCOL_ERROR"]

  /// Cases that fail, with what came instead.
  private func failures(port: Int) throws -> (failed: [String: String], count: Int) {
    let end = try PeerProcess.script("conformance.py", [String(port)]).run(timeoutSeconds: 120)
    #expect(end.status == 0, "\(end.error)")
    let lines = end.output.split(separator: "\n").map { $0.components(separatedBy: "\t") }
    let failed = lines.filter { $0[0] == "FAIL" }.map { ($0[1], $0[2]) }
    return (Dictionary(failed) { first, _ in first }, lines.count)
  }

  @Test func `every case holds, one known exception apart`() throws {
    let server = try LiveServer()
    let (failed, count) = try failures(port: server.port)
    #expect(try server.stop().status == 143)
    #expect(count > 90)
    #expect(failed.keys.sorted() == Self.known, "\(failed)")
  }

  @Test(
    .enabled(
      if: PeerProcess.path(of: "nghttpd") != nil,
      "there is no nghttpd (Debian: nghttp2-server) to compare with"))
  func `everything that nghttpd passes, passes`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("bytes"), withIntermediateDirectories: true)
    try folder.write(String(repeating: "x", count: 100), to: "bytes/100")
    let port = try FreePort.find()
    let peer = try ProcessRunner(
      PeerProcess.path(of: "nghttpd") ?? "nghttpd",
      ["--no-tls", "-d", folder.root, "-a", "127.0.0.1", String(port)]
    ).start()
    defer {
      peer.send(SIGKILL)
      _ = try? peer.wait()
    }
    try FreePort.waitForListener(at: port)
    let theirs = try failures(port: port).failed
    let server = try LiveServer()
    let ours = try failures(port: server.port).failed
    #expect(try server.stop().status == 143)
    for (title, reason) in ours.sorted(by: { $0.key < $1.key }) where theirs[title] == nil {
      Issue.record("nghttpd passes, ours does not: \(title): \(reason)")
    }
  }
}
