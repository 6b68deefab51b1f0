import Foundation
import Glibc
import TestSupport

/// Programs that the tests of peers need: the server under test, Python with h2, nghttpd, curl.
enum PeerProcess {
  /// Why the scripts of `Peers/` cannot run; nil: they can.
  static let objection: String? = {
    guard FileManager.default.isExecutableFile(atPath: python) else {
      return "there is no .build/venv; ./test makes it, and installs h2 into it"
    }
    let probe = try? ProcessRunner(python, ["-c", "import h2, hpack"]).run()
    return probe?.status == 0 ? nil : "PyPI's h2 is not installed in .build/venv; ./test does that"
  }()

  /// Whether a program is on the path.
  static func path(of program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static var python: String {
    root.appendingPathComponent(".build/venv/bin/python").path
  }

  /// A script of `Peers/` with arguments.
  static func script(_ name: String, _ arguments: [String]) -> ProcessRunner {
    let path = root.appendingPathComponent("Tests/HTTP2TransportTests/Peers/\(name)").path
    return ProcessRunner(python, [path] + arguments)
  }

  /// A file with a certificate for localhost and one with its key, made now.
  static func certificate(in folder: TemporaryFolder) throws -> (certificate: String, key: String)?
  {
    guard let openssl = path(of: "openssl") else { return nil }
    let (certificate, key) = (folder.path("certificate.pem"), folder.path("key.pem"))
    let end = try ProcessRunner(
      openssl,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", key, "-out", certificate,
      ]
    ).run()
    return end.status == 0 ? (certificate, key) : nil
  }
}
