import Quantities
import ScenarioTypes

/// The paths of requests.
extension ScenarioDecoder {
  func decodeFlow(_ entry: SourceEntry) -> Flow {
    guard let fields = self.fields(entry.value, Grammar.flow, path: "flow", span: entry.keySpan)
    else {
      return Flow(paths: [:])
    }
    var paths: [RequestKind: FlowPath] = [:]
    for kind in RequestKind.allCases {
      guard let entry = fields[kind.name] else { continue }
      knownPaths[kind] = entry.keySpan
      paths[kind] = flowPath(entry, kind, path: fields.path(kind.name))
    }
    if knownPaths.isEmpty, fields.entries.isEmpty {
      findings.add(
        .emptyCollection, at: entry.keySpan, "the flow is empty",
        label: "expected at least one of: send, claim, open", path: "flow")
    }
    let flow = Flow(paths: paths)
    checkServices(flow)
    return flow
  }

  /// The most tiers of a way: a request keeps its place in a few bits.
  private static let longestPath = 16

  private func flowPath(_ entry: SourceEntry, _ kind: RequestKind, path: String) -> FlowPath? {
    guard entry.value.entries != nil else {
      guard let tiers = tierList(entry, kind, isAfterwards: false, path: path) else { return nil }
      if tiers.count > Self.longestPath {
        findings.add(
          .valueOutOfRange, at: entry.keySpan,
          "the way of a \(kind.name) has \(tiers.count) tiers",
          label: "expected at most \(Self.longestPath)", path: path)
      }
      return FlowPath(tiers: tiers)
    }
    guard
      let fields = self.fields(entry.value, Grammar.flowPath, path: path, span: entry.keySpan),
      let listEntry = fields["path"]
    else { return nil }
    let tiers = tierList(listEntry, kind, isAfterwards: false, path: fields.path("path"))
    var afterwards: [Int]? = []
    if let later = fields["afterwards"] {
      afterwards = tierList(later, kind, isAfterwards: true, path: fields.path("afterwards"))
    }
    var actions: [Verdict: Action] = [:]
    if let then = fields["then"],
      let verdicts = self.fields(
        then.value, Grammar.verdicts, path: fields.path("then"), span: then.keySpan)
    {
      actions = self.actions(verdicts, kind)
    }
    guard let tiers, let afterwards else { return nil }
    let branches = self.branches(fields, tiers)
    let forks = self.forks(fields, tiers)
    if !branches.isEmpty || !forks.isEmpty {
      checkNetwork(of: tiers, afterwards, fields, kind)
    }
    dropAbandoned(&actions, tiers + afterwards, fields["then"])
    if tiers.count + afterwards.count > Self.longestPath {
      findings.add(
        .valueOutOfRange, at: listEntry.keySpan,
        "the way of a \(kind.name) has \(tiers.count + afterwards.count) tiers",
        label: "expected at most \(Self.longestPath), those `afterwards` included", path: path)
    }
    return FlowPath(
      tiers: tiers, afterwards: afterwards, actions: actions, branches: branches, forks: forks)
  }

  /// The verdict that a word of the file names; nil for `failed`, which names all failures.
  static func verdict(_ name: String) -> Verdict? {
    if name == "served" { return .served }
    if let reason = RejectionReason.allCases.first(where: { KeyTable.canonical($0.name) == name }) {
      return .rejected(reason)
    }
    return FailureReason.allCases.first { KeyTable.canonical($0.name) == name }.map { .failed($0) }
  }

  private func actions(_ fields: Fields, _ kind: RequestKind) -> [Verdict: Action] {
    var actions: [Verdict: Action] = [:]
    // `failed` first, so that a single failure can differ from the rest.
    let specs = fields.table.keys.sorted { $0.name == "failed" && $1.name != "failed" }
    for spec in specs {
      guard let entry = fields[spec.name],
        let word = word(entry.value, among: Grammar.actions, path: fields.path(spec.name))
      else { continue }
      let action: Action = word == "stop" ? .stop : word == "retry" ? .retry : .open
      if action == .open { checkOpen(entry, kind, path: fields.path(spec.name)) }
      if let verdict = Self.verdict(spec.name) {
        actions[verdict] = action
      } else {
        for reason in FailureReason.allCases { actions[.failed(reason)] = action }
      }
    }
    return actions
  }

  /// `failed` names what can happen: nobody leaves a path whose tiers have no patience.
  private func dropAbandoned(
    _ actions: inout [Verdict: Action], _ tiers: [Int], _ then: SourceEntry?
  ) {
    let isNamed = then?.value.entries?.contains { KeyTable.canonical($0.key) == "abandoned" }
    guard isNamed != true, !tiers.contains(where: { self.tiers[$0].patience != nil }) else {
      return
    }
    actions[.failed(.abandoned)] = nil
  }

  private func checkOpen(_ entry: SourceEntry, _ kind: RequestKind, path: String) {
    let flow = root.entries?.first { $0.key == "flow" }?.value.entries ?? []
    if kind != .claim {
      findings.add(
        .openWithoutPath, at: entry.value.span, "only a claim can be followed by `open`",
        label: "expected stop or retry", path: path)
    } else if !flow.contains(where: { $0.key == "open" }) {
      findings.add(
        .openWithoutPath, at: entry.value.span, "there is no path for `open`",
        label: "an opening would have nowhere to go", help: "add `open: [...]` to the flow",
        path: path)
    }
  }

  private func tierList(
    _ entry: SourceEntry, _ kind: RequestKind, isAfterwards: Bool, path: String
  ) -> [Int]? {
    guard let nodes = entry.value.elements else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a list of tiers, found \(entry.value.kindName)",
        label: "expected for example [gateway, cache]", path: path)
      return nil
    }
    guard !nodes.isEmpty || isAfterwards else {
      findings.add(
        .emptyCollection, at: entry.value.span, "the path is empty",
        label: "expected at least one tier", path: path)
      return nil
    }
    var indices: [Int] = []
    var isFine = true
    for node in nodes {
      guard let name = scalar(node, "the name of a tier", path: path),
        let index = tierIndex(name, at: node.span, path: path)
      else {
        isFine = false
        continue
      }
      if indices.contains(index) {
        findings.add(
          .tierTwiceInPath, at: node.span, "`\(name)` stands twice in the path",
          label: "a request passes each tier once", path: path)
        isFine = false
      }
      indices.append(index)
      stepSpans[kind, default: [:]][index] = node.span
      if !brokenTiers.contains(index) {
        checkOperation(tiers[index], kind, isAfterwards: isAfterwards, node.span, path: path)
      }
    }
    reachedTiers.formUnion(indices)
    return isFine ? indices : nil
  }

  /// The index of a tier by its name; a finding when there is none.
  func tierIndex(_ name: String, at span: SourceSpan, path: String) -> Int? {
    if let index = tierNames.firstIndex(of: name) { return index }
    // Without any tier there is a finding about that already.
    guard !tierNames.isEmpty else { return nil }
    findings.add(
      .unknownTier, at: span, "unknown tier `\(shown(name))`",
      label: "expected one of: \(list(tierNames))",
      help: NearestWord.help(name, among: tierNames), path: path)
    return nil
  }

  private func checkOperation(
    _ tier: Tier, _ kind: RequestKind, isAfterwards: Bool, _ span: SourceSpan, path: String
  ) {
    let allowed: Bool
    let allowedPlace: String
    switch tier.operation {
    case .relay: return
    case .cache, .update:
      allowed = !isAfterwards
      allowedPlace = "the path of a request, not what comes afterwards"
    case .claim:
      allowed = kind != .open && !isAfterwards
      allowedPlace = "sends (which begin its counter) and claims"
    case .store:
      allowed = !isAfterwards
      allowedPlace = "the path of a request, not what comes afterwards"
    case .settle:
      allowed = kind == .open && !isAfterwards
      allowedPlace = "openings"
    case .credit:
      allowed = kind == .open && isAfterwards
      allowedPlace = "`afterwards` of openings"
    }
    guard !allowed else { return }
    findings.add(
      .operationOnWrongPath, at: span,
      "the tier `\(tier.name)` with `operation: \(tier.operation.name)` cannot stand here",
      label: "it belongs to \(allowedPlace)", path: path)
  }
}
