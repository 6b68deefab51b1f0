import Digest
import ResultTypes

/// A replication's record as the bytes of a file: a line with the layout, the key of its study, the
/// record, the seconds it took, and SHA-256 (hex) of all before.
///
/// Everything up to the seconds is the same wherever the replication is run.
public struct RecordFile: Sendable {
  /// The first bytes; the number is that of the layout.
  private static let head = Array("hongbao replication 2\n".utf8)
  private static let keyLength = 64
  /// Seconds and checksum.
  private static let tailLength = 8 + keyLength

  public let bytes: [UInt8]

  /// The bytes of a record; `resultText` writes the result of replication 0 as text.
  public init(
    _ record: ReplicationRecord, study key: String,
    resultText: (RunResult) -> String
  ) {
    precondition(key.utf8.count == Self.keyLength, "the key \(key) of a study")
    var seconds = ByteWriter()
    seconds.double(record.seconds)
    let content = Self.head + key.utf8 + record.payload(resultText) + seconds.bytes
    bytes = content + SHA256.hexDigest(of: content).utf8
  }

  /// Takes bytes that were read, once their checksum is right.
  public init(bytes: [UInt8]) throws(RecordError) {
    guard bytes.starts(with: Self.head) else {
      throw RecordError("it is no replication's file, or one of another version")
    }
    guard bytes.count > Self.head.count + Self.keyLength + Self.tailLength else {
      throw RecordError("it ends too early")
    }
    guard
      bytes.suffix(Self.keyLength).elementsEqual(
        SHA256.hexDigest(of: bytes.dropLast(Self.keyLength)).utf8)
    else { throw RecordError("its checksum does not fit its bytes") }
    self.bytes = bytes
  }

  /// The key of the study that the replication belongs to.
  public var study: String {
    String(decoding: bytes[Self.head.count..<Self.head.count + Self.keyLength], as: UTF8.self)
  }

  /// True when both hold the same replication with the same figures.
  public func hasSameFigures(as other: RecordFile) -> Bool {
    bytes.dropLast(Self.tailLength) == other.bytes.dropLast(Self.tailLength)
  }

  /// The number of the replication.
  public func number() throws(RecordError) -> Int {
    var reader = ByteReader(payload)
    return try Self.int(reader.number())
  }

  /// The record; `result` reads what `resultText` wrote and answers nil when it cannot.
  public func record(
    result: (String) -> RunResult?
  ) throws(RecordError) -> ReplicationRecord {
    var reader = ByteReader(payload)
    var record = try ReplicationRecord(&reader, result)
    guard reader.isAtEnd else { throw RecordError("it goes on after its end") }
    var tail = ByteReader(bytes[(bytes.count - Self.tailLength)...])
    record.seconds = try tail.double()
    return record
  }

  private var payload: ArraySlice<UInt8> {
    bytes[(Self.head.count + Self.keyLength)..<(bytes.count - Self.tailLength)]
  }

  static func int(_ value: UInt64) throws(RecordError) -> Int {
    guard let value = Int(exactly: value) else { throw RecordError("a number is too large") }
    return value
  }
}
