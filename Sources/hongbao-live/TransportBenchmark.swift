import Glibc
import HTTP2Transport

/// The transport alone: answers that cost nothing, to be compared with other servers, and to be
/// attacked by the tests.
///
///     hongbao-live transport-benchmark --port N [--tls CERTIFICATE KEY] [--limit NAME=N]…
enum TransportBenchmark {
  /// Serves until a signal; 64 for a mistake in the arguments, 69 when the port cannot be had.
  static func status(of arguments: [String]) -> Int32 {
    var configuration = TransportConfiguration()
    // Its answers of one length share one piece of memory.
    configuration.limits.allAnswersBytes = .max
    guard read(arguments, into: &configuration) else {
      LiveSignals.tell(
        "usage: hongbao-live transport-benchmark --port N [--loops N] "
          + "[--tls CERTIFICATE KEY] [--limit NAME=N]…\n")
      return 64
    }
    configuration.onRefusal = { refusal, address, untold in
      let more = untold > 0 ? ", and \(untold) more" : ""
      LiveSignals.tell("refused: \(refusal.rawValue) (\(address)\(more))\n")
    }
    do {
      let server = try TransportServer(configuration, handler: BenchmarkHandler())
      LiveSignals.tell("listening on \(configuration.host):\(server.port)\n")
      let signal = LiveSignals.wait()
      server.shutDown()
      return LiveSignals.status(after: signal)
    } catch {
      LiveSignals.tell("error: \(error)\n")
      return 69
    }
  }

  private static func read(
    _ arguments: [String], into configuration: inout TransportConfiguration
  ) -> Bool {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { return false }
      switch option {
      case "--port":
        guard let port = UInt16(value) else { return false }
        configuration.port = Int(port)
      case "--loops":
        guard let loops = Int(value), loops > 0 else { return false }
        configuration.eventLoops = loops
      case "--tls":
        guard let key = rest.popFirst() else { return false }
        configuration.identity = TLSIdentity(certificateFile: value, keyFile: key)
      case "--limit":
        let parts = value.split(separator: "=")
        guard parts.count == 2, let number = Int(parts[1]),
          configuration.limits.set(String(parts[0]), to: number)
        else { return false }
      default: return false
      }
    }
    return true
  }
}
