/// What two effective scenarios say otherwise, value by value.
public enum ScenarioDifference {
  /// One value that differs.
  public struct Change: Hashable, Sendable {
    /// For example `tiers.cache.nodes`; objectives and faults are numbered from 0.
    public var path: String
    /// Nil where the first text has no such key.
    public var before: String?
    /// Nil where the second text has no such key.
    public var after: String?
  }

  /// The values of `after` that differ from those of `before`, in the order of the texts.
  ///
  /// Both are effective texts (`LoadedScenario.effectiveText`), in which every default is written
  /// out; the seed is left out, since it is no part of what a scenario means.
  public static func between(_ before: String, _ after: String) -> [Change] {
    let old = values(before)
    let new = values(after)
    let oldByPath = Dictionary(old, uniquingKeysWith: { first, _ in first })
    let newByPath = Dictionary(new, uniquingKeysWith: { first, _ in first })
    var changes: [Change] = []
    for (path, value) in old where newByPath[path] != value {
      changes.append(Change(path: path, before: value, after: newByPath[path]))
    }
    for (path, value) in new where oldByPath[path] == nil {
      changes.append(Change(path: path, before: nil, after: value))
    }
    return changes.filter { $0.path != "seed" }
  }

  /// Paths with their values. A list of plain values is one value.
  private static func values(_ text: String) -> [(String, String)] {
    let findings = Findings()
    guard
      let file = SourceComposer.file(
        path: "effective", bytes: Array(text.utf8), findings: findings)
    else { return [] }
    var composer = SourceComposer(file, findings: findings)
    guard let root = composer.compose() else { return [] }
    var found: [(String, String)] = []
    append(root, "", &found)
    return found
  }

  private static func append(_ node: SourceNode, _ path: String, _ found: inout [(String, String)])
  {
    switch node.content {
    case .scalar: found.append((path, node.flowText))
    case .sequence(let nodes):
      guard nodes.contains(where: { $0.entries != nil }) else {
        found.append((path, node.flowText))
        return
      }
      for (index, inner) in nodes.enumerated() { append(inner, "\(path).\(index)", &found) }
    case .mapping(let entries):
      for entry in entries {
        append(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)", &found)
      }
    }
  }
}
