import ScenarioTypes

/// Reads a scenario file with all it includes, and merges them into one tree.
///
/// What wins, key by key: the file's own words, then its topology, then its base.
struct IncludeResolver {
  let findings: Findings
  /// The name, without folders, of the file of the topology that won; nil without one.
  private(set) var topology: String?
  /// What the scenario file says of its parameters, when it is a report; nil for other files.
  private(set) var notes: [ParameterNote]?
  /// The deepest chain of bases.
  private static let longestChain = 16

  /// Why there is no tree.
  enum Failure: Error {
    /// The scenario file itself cannot be read.
    case unreadable(Diagnostic)
    /// The reasons are in the findings.
    case invalid
  }

  init(findings: Findings) { self.findings = findings }

  /// The tree of a scenario.
  ///
  /// - Parameter topology: a file whose tiers, flow and network stand in place of the scenario's
  ///   own; nil for those of the scenario.
  mutating func scenario(_ path: String, on topology: String? = nil) throws(Failure) -> SourceNode {
    for file in [path] + (topology.map { [$0] } ?? []) {
      do throws(FileReader.Failure) {
        _ = try FileReader.read(file)
      } catch {
        throw .unreadable(Self.unreadable(file, error))
      }
    }
    guard let root = try scenario(path, from: nil, chain: []) else { throw .invalid }
    guard let topology else { return root }
    guard let (tree, _) = document(topology, from: nil, chain: []),
      let other = kept(of: tree, at: tree.span)
    else { throw .invalid }
    self.topology = topology.split(separator: "/").last.map(String.init)
    var traffic = root
    let cluster = Set(Grammar.topology.keys.map(\.name)).subtracting(Self.headings)
    traffic.content = .mapping(
      (root.entries ?? []).filter { !cluster.contains(KeyTable.canonical($0.key)) })
    return Self.merge(traffic, other, .mapping(Grammar.scenario))
  }

  /// What is said of a scenario file that cannot be read.
  static func unreadable(_ path: String, _ failure: FileReader.Failure) -> Diagnostic {
    let code: DiagnosticCode
    let message: String
    var help: String?
    switch failure {
    case .cannotOpen(let words):
      code = .fileUnreadable
      message = "cannot read `\(path)`: \(words)"
      help = "scenarios that come with the tool are in topologies/"
    case .notAFile(let what):
      code = .notARegularFile
      message = "`\(path)` is \(what), not a file"
    case .tooLarge:
      code = .fileTooLarge
      message = "`\(path)` is larger than 1 MiB"
      help = "move tables of measurements to CSV files and name them: `curve: from rates.csv`"
    }
    return Diagnostic(code: code.rawValue, message: message, file: path, help: help)
  }

  // MARK: - Scenarios

  private mutating func scenario(
    _ path: String, from span: SourceSpan?, chain: [FileReader.Identity]
  ) throws(Failure) -> SourceNode? {
    guard let (root, chain) = document(path, from: span, chain: chain) else { return nil }
    guard let entries = root.entries else {
      findings.add(
        .wrongShape, at: root.span, "a scenario is a mapping, not \(root.kindName)",
        label: "expected keys such as `version: 1`")
      return nil
    }
    var result = SourceNode(content: .mapping([]), span: root.span, remark: nil)
    let own = entries.filter { !["base", "topology"].contains(KeyTable.canonical($0.key)) }
    var isFine = true
    if let base = entries.first(where: { $0.key == "base" }) {
      if let file = fileName(base, chain),
        let tree = try scenario(file, from: base.value.span, chain: chain)
      {
        result = Self.merge(result, tree, .mapping(Grammar.scenario))
      } else {
        isFine = false
      }
    }
    if let entry = entries.first(where: { $0.key == "topology" }) {
      topology = entry.value.string?.split(separator: "/").last.map(String.init)
      if let tree = topology(entry, chain: chain) {
        result = Self.merge(result, tree, .mapping(Grammar.scenario))
      } else {
        isFine = false
      }
    }
    let words = SourceNode(content: .mapping(own), span: root.span, remark: nil)
    result = Self.merge(result, words, .mapping(Grammar.scenario))
    return isFine ? result : nil
  }

  private func fileName(_ entry: SourceEntry, _ chain: [FileReader.Identity]) -> String? {
    guard let name = entry.value.string, !name.isEmpty else {
      findings.add(
        .wrongShape, at: entry.value.span, "expected a file, found \(entry.value.kindName)",
        label: "expected a path relative to this file", path: entry.key)
      return nil
    }
    guard chain.count < Self.longestChain else {
      findings.add(
        .includeCycle, at: entry.value.span, "too many files include one another",
        label: "more than \(Self.longestChain)", path: entry.key)
      return nil
    }
    return entry.value.span.file.resolve(name)
  }

  /// The root of a file; nil, with a finding, when it cannot be had.
  private mutating func document(
    _ path: String, from span: SourceSpan?, chain: [FileReader.Identity]
  ) -> (root: SourceNode, chain: [FileReader.Identity])? {
    let bytes: [UInt8]
    let identity: FileReader.Identity
    do throws(FileReader.Failure) {
      (bytes, identity) = try FileReader.read(path)
    } catch {
      if let span {
        findings.add(
          .includeUnreadable, at: span, "cannot read `\(path)`: \(error.words)",
          label: "named here", help: "paths are relative to the file that names them")
      } else {
        findings.add(.fileUnreadable, file: path, "cannot read `\(path)`: \(error.words)")
      }
      return nil
    }
    guard !chain.contains(identity) else {
      if let span {
        findings.add(
          .includeCycle, at: span, "`\(path)` includes itself", label: "the circle closes here")
      }
      return nil
    }
    let text = ReportScenario.text(in: bytes)
    if text == nil, ReportScenario.isPage(bytes) {
      refusePage(path, bytes)
      return nil
    }
    if chain.isEmpty, span == nil { notes = ReportScenario.notes(in: bytes) }
    guard let file = SourceComposer.file(path: path, bytes: text ?? bytes, findings: findings)
    else { return nil }
    var composer = SourceComposer(file, findings: findings)
    return composer.compose().map { ($0, chain + [identity]) }
  }

  private func refusePage(_ path: String, _ bytes: [UInt8]) {
    guard let kind = ReportScenario.kind(of: bytes) else {
      findings.add(
        .pageWithoutScenario, file: path, "the file is a web page, and holds no scenario",
        help: "name a scenario, or a report of hongbao, which holds its own")
      return
    }
    findings.add(
      .pageWithoutScenario, file: path, "the file is the page of \(kind)",
      help: "run one of the scenarios that it is about; the page says how it was made")
  }

  // MARK: - Topologies

  private mutating func topology(_ entry: SourceEntry, chain: [FileReader.Identity]) -> SourceNode?
  {
    var tree = entry.value
    if tree.entries == nil {
      guard let file = fileName(entry, chain),
        let (root, _) = document(file, from: entry.value.span, chain: chain)
      else { return nil }
      tree = root
    }
    return kept(of: tree, at: entry.value.span)
  }

  /// Keys of a topology that are about the file itself.
  private static let headings: Set<String> = ["version", "name", "description"]

  /// What a scenario takes of a topology's tree; nil, with a finding, when it is none.
  private func kept(of tree: SourceNode, at span: SourceSpan) -> SourceNode? {
    guard let entries = tree.entries else {
      findings.add(
        .wrongShape, at: tree.span, "a topology is a mapping, not \(tree.kindName)",
        label: "expected the keys tiers, flow and network")
      return nil
    }
    let names = Grammar.topology.keys.map(\.name)
    var kept: [SourceEntry] = []
    for item in entries {
      let name = KeyTable.canonical(item.key)
      if Grammar.topology.spec(name) != nil {
        if !Self.headings.contains(name) { kept.append(item) }
      } else if Grammar.scenario.spec(name) != nil {
        findings.add(
          .keyNotInTopology, at: item.keySpan, "the key `\(name)` cannot stand in a topology",
          label: "a topology has: \(names.joined(separator: ", "))",
          help: "move it to the scenario, or name this file as `base`", path: name)
      } else {
        findings.add(
          .unknownKey, at: item.keySpan, "unknown key `\(item.key)` in a topology",
          label: "expected one of: \(names.joined(separator: ", "))",
          help: NearestWord.help(name, among: names), path: item.key)
      }
    }
    return SourceNode(content: .mapping(kept), span: span, remark: nil)
  }

  // MARK: - Merging

  /// `over` on top of `under`: mappings key by key, everything else whole.
  static func merge(_ under: SourceNode, _ over: SourceNode, _ shape: Shape?) -> SourceNode {
    guard let shape = shape?.mappingShape, let low = under.entries, let high = over.entries else {
      return over
    }
    var entries = low
    var places: [String: Int] = [:]
    for (index, entry) in low.enumerated() { places[identity(entry.key, shape)] = index }
    // Only against `under`: a key that `over` gives twice is reported when it is decoded.
    for entry in high {
      guard let index = places[identity(entry.key, shape)] else {
        entries.append(entry)
        continue
      }
      let inner = innerShape(of: shape, entry.key)
      var merged = entry
      merged.value = merge(entries[index].value, entry.value, inner)
      entries[index] = merged
    }
    var result = over
    result.content = .mapping(entries)
    return result
  }

  /// What two spellings of a key have in common.
  private static func identity(_ key: String, _ shape: Shape) -> String {
    if case .named = shape { return key }
    return KeyTable.canonical(key)
  }

  /// What stands behind a key of a mapping; nil for keys that are not known.
  static func innerShape(of shape: Shape, _ key: String) -> Shape? {
    switch shape {
    case .named(let inner): return inner
    case .mapping(let table):
      return table.spec(key)?.shape ?? (table.isPlacePair(key) ? Grammar.link : nil)
    default: return nil
    }
  }
}
