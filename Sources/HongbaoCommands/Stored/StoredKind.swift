import Foundation

/// What a JSON file of ours holds.
enum StoredKind: CaseIterable {
  case run, comparison, sweep, capacity

  /// The file's name in its folder.
  var fileName: String {
    switch self {
    case .run: "result.json"
    case .comparison: "comparison.json"
    case .sweep: "sweep.json"
    case .capacity: "capacity.json"
    }
  }

  /// A key that only this kind has at its top.
  private var mark: String {
    switch self {
    case .run: "audit"
    case .comparison: "family_error"
    case .sweep: "parameters"
    case .capacity: "largest_load"
    }
  }

  /// The kind of a text by its keys; nil when it is none of ours. What is no JSON counts as a run,
  /// whose reading says where it is damaged.
  static func of(_ json: String) -> StoredKind? {
    guard let keys = try? JSONDecoder().decode(TopKeys.self, from: Data(json.utf8)).names else {
      return .run
    }
    return allCases.first { keys.contains($0.mark) }
  }

  /// The names of the members at the top.
  private struct TopKeys: Decodable {
    struct Name: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }

      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    var names: Set<String>

    init(from decoder: any Decoder) throws {
      names = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue))
    }
  }
}
