/// Why a server could not be started.
public struct TransportError: Error, CustomStringConvertible, Sendable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case listen = "listen"
    case readCertificate = "read the certificate"
    case checkLibrary = "use libnghttp2"
  }

  /// What was tried.
  public let operation: Operation
  /// The address, file or version it was tried with.
  public let subject: String
  /// What the system said.
  public let reason: String

  /// One line for people.
  public var description: String { "cannot \(operation.rawValue) (\(subject)): \(reason)" }
}
