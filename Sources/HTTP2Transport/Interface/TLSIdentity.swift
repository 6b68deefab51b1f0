/// Files of a certificate and its key, as PEM.
public struct TLSIdentity: Sendable {
  /// The certificate, and those that signed it.
  public var certificateFile: String
  /// The private key.
  public var keyFile: String

  /// Two files.
  public init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }
}
