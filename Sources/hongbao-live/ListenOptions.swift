import ArgumentParser
import Glibc
import HTTP2Transport
import HongbaoCommands

/// Where a server listens.
struct ListenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The port; 0 takes any that is free.", valueName: "n"))
  var port: Int

  @Option(
    help: ArgumentHelp(
      "The address to listen on. Others than this machine's own can be reached from elsewhere.",
      valueName: "address"))
  var address = "127.0.0.1"

  @Option(
    name: .customLong("tls-cert"),
    help: ArgumentHelp(
      "A certificate (PEM) for TLS, beside connections in clear.", valueName: "file"))
  var certificate: String?

  @Option(name: .customLong("tls-key"), help: ArgumentHelp("Its key (PEM).", valueName: "file"))
  var key: String?

  @OptionGroup var logging: LogOptions

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be 0 to 65535, got '\(port)'")
    }
    if (certificate == nil) != (key == nil) {
      throw ValidationError("--tls-cert and --tls-key belong together")
    }
    for file in [certificate, key].compactMap({ $0 }) where access(file, R_OK) != 0 {
      throw ValidationError("cannot read '\(file)'")
    }
  }

  /// The configuration without handlers.
  var configuration: TransportConfiguration {
    var configuration = TransportConfiguration()
    configuration.host = address
    configuration.port = port
    if let certificate, let key {
      configuration.identity = TLSIdentity(certificateFile: certificate, keyFile: key)
    }
    configuration.onRefusal = { [log = logging.log] refusal, address, untold in
      let more = untold > 0 ? ", and \(untold) more" : ""
      log.note("turned away \(address): \(refusal.rawValue)\(more)")
    }
    return configuration
  }

  /// Starts a server; 69 when it cannot listen.
  func listen(
    _ configuration: TransportConfiguration, _ handler: any RequestHandler
  ) throws -> TransportServer {
    do {
      return try TransportServer(configuration, handler: handler)
    } catch {
      LiveSupport.tell("error: \(error)")
      throw ExitCode(69)
    }
  }

  /// `http://127.0.0.1:8080`.
  func url(_ port: Int) -> String {
    let host = address.contains(":") ? "[\(address)]" : address
    return "\(certificate == nil ? "http" : "https")://\(host):\(port)"
  }
}
