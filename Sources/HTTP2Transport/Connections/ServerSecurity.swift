import NIOCore
import NIOSSL
import NIOTLS

/// TLS of a server: TLS 1.2 or newer, HTTP/2 before HTTP/1.1 by ALPN, no renegotiation.
struct ServerSecurity: Sendable {
  private let context: NIOSSLContext

  /// Reads certificate and key.
  init(_ identity: TLSIdentity) throws(TransportError) {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(identity.certificateFile)
      let key = try NIOSSLPrivateKey(file: identity.keyFile, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["h2", "http/1.1"]
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw TransportError(
        operation: .readCertificate,
        subject: "\(identity.certificateFile), \(identity.keyFile)", reason: "\(error)")
    }
  }

  func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context) }

  /// What ALPN agreed on when `event` is the end of a handshake, "" when the client named nothing.
  static func negotiatedProtocol(_ event: Any) -> String? {
    guard case .handshakeCompleted(let name)? = event as? TLSUserEvent else { return nil }
    return name ?? ""
  }
}
