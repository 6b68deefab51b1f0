/// A size of memory or of a message in bytes.
public struct ByteSize: Hashable, Sendable, Codable, Comparable {
  /// Whole bytes.
  public var bytes: Int64

  /// Creates a size of so many bytes.
  @inlinable public init(bytes: Int64) { self.bytes = bytes }

  public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}
