import Foundation

/// What the dashboard answers.
package enum DashboardResponse: Sendable {
  /// All of it now.
  case answer(status: Int, type: String, body: [UInt8])
  /// A stream of events, from the one after `lastEvent` on.
  case events(topics: Set<LiveTopic>, lastEvent: UInt64?)

  /// The value as JSON, keys sorted and in snake case.
  static func json(_ status: Int, _ value: some Encodable) -> DashboardResponse {
    .answer(status: status, type: "application/json", body: JSONText.bytes(value))
  }

  /// `{"error": ...}`.
  static func error(_ status: Int, _ text: String) -> DashboardResponse {
    json(status, ["error": text])
  }

  /// The status; 200 for a stream.
  package var status: Int {
    switch self {
    case .answer(let status, _, _): status
    case .events: 200
    }
  }
}

/// How values become JSON everywhere in the dashboard.
enum JSONText {
  static func bytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(value) else { return Array("{}".utf8) }
    return Array(data)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) -> Value? {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(type, from: Data(body))
  }
}
