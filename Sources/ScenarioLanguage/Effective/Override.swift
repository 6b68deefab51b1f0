/// One `path=value` of the command line, applied to the tree of a scenario.
struct Override {
  let argument: String
  let findings: Findings
  private let setting: Setting
  private let file: SourceFile

  init(_ setting: Setting, findings: Findings) {
    self.setting = setting
    argument = setting.text
    self.findings = findings
    file = SourceFile(
      path: setting.option, text: setting.shown, shownFirstLine: setting.shown)
  }

  /// One word of the path with its place.
  private struct Step {
    var name: String
    var span: SourceSpan
  }

  private var whole: SourceSpan {
    let start = setting.pathColumn + 1
    return SourceSpan(
      file: file, line: 1, column: start, endColumn: start + argument.unicodeScalars.count)
  }

  /// True when this sets the length of the run.
  var setsDuration: Bool {
    let name = argument.prefix { $0 != "=" }
    return name.count < argument.count && KeyTable.canonical(String(name)) == "duration"
  }

  /// The tree with the value set; the tree as it was after a mistake.
  func apply(to root: SourceNode) -> SourceNode {
    let scalars = Array(argument.unicodeScalars)
    guard let equal = scalars.firstIndex(of: "="), equal > 0, equal + 1 < scalars.count else {
      findings.add(
        .malformedOverride, at: whole, "`\(argument)` is no path=value",
        label: "expected for example duration=25s or tiers.cache.nodes=96")
      return root
    }
    guard let value = value(scalars, after: equal) else { return root }
    var steps: [Step] = []
    var start = 0
    for index in 0...equal where index == equal || scalars[index] == "." {
      let name = String(String.UnicodeScalarView(scalars[start..<index]))
      let column = setting.pathColumn + start + 1
      let span = SourceSpan(
        file: file, line: 1, column: column, endColumn: column + index - start)
      steps.append(Step(name: name, span: span))
      start = index + 1
    }
    return set(root, steps[...], .mapping(Grammar.scenario), value, path: "") ?? root
  }

  private func value(_ scalars: [Unicode.Scalar], after equal: Int) -> SourceNode? {
    let text =
      String(repeating: " ", count: setting.valueColumn)
      + String(String.UnicodeScalarView(scalars[(equal + 1)...]))
    let padded = SourceFile(path: setting.option, text: text, shownFirstLine: setting.shown)
    var composer = SourceComposer(padded, findings: findings)
    guard let node = composer.compose() else { return nil }
    return marked(node)
  }

  /// The node with the remark that the command line set it.
  private func marked(_ node: SourceNode) -> SourceNode {
    var node = node
    node.remark = Remark(comment: "# assumed: set on the command line")
    switch node.content {
    case .scalar: break
    case .sequence(let elements): node.content = .sequence(elements.map { marked($0) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { entry in
          var entry = entry
          entry.value = marked(entry.value)
          return entry
        })
    }
    return node
  }

  // MARK: - Walking

  private func set(
    _ node: SourceNode, _ steps: ArraySlice<Step>, _ shape: Shape?, _ value: SourceNode,
    path: String
  ) -> SourceNode? {
    guard let step = steps.first else { return value }
    guard let shape = shape?.mappingShape else {
      findings.add(
        .unknownOverridePath, at: step.span, "`\(path)` is one value and has no keys",
        label: "expected nothing behind `\(path)`")
      return nil
    }
    var entries = node.entries ?? []
    let index = entries.firstIndex {
      if case .named = shape { return $0.key == step.name }
      return KeyTable.canonical($0.key) == KeyTable.canonical(step.name)
    }
    guard isKnown(step, shape, isThere: index != nil, entries, path: path) else { return nil }
    let empty = SourceNode(content: .mapping([]), span: value.span)
    let inner = IncludeResolver.innerShape(of: shape, step.name)
    let next = path.isEmpty ? step.name : "\(path).\(step.name)"
    let old = index.map { entries[$0].value } ?? empty
    guard let changed = set(old, steps.dropFirst(), inner, value, path: next) else { return nil }
    if let index {
      // What repeats the file changes nothing: the value keeps its place and its comment.
      guard entries[index].value.flowText != changed.flowText else { return node }
      entries[index].value = changed
    } else {
      entries.append(SourceEntry(key: step.name, keySpan: step.span, value: changed))
    }
    var result = node
    result.content = .mapping(entries)
    return result
  }

  private func isKnown(
    _ step: Step, _ shape: Shape, isThere: Bool, _ entries: [SourceEntry], path: String
  ) -> Bool {
    let names: [String]
    switch shape {
    case .mapping(let table):
      let fixed = ["version", "base", "topology"]
      names = table.keys.map(\.name).filter { !path.isEmpty || !fixed.contains($0) }
      if names.contains(KeyTable.canonical(step.name)) || table.isPlacePair(step.name) {
        return true
      }
    default:
      names = entries.map(\.key)
      if isThere { return true }
    }
    findings.add(
      .unknownOverridePath, at: step.span,
      path.isEmpty
        ? "a scenario has no `\(step.name)`" : "`\(path)` has no `\(step.name)`",
      label: "expected one of: \(names.joined(separator: ", "))",
      help: NearestWord.help(step.name, among: names))
    return false
  }
}
