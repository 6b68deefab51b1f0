import Quantities
import ScenarioTypes

/// Paths that are no straight line: branches, loops and forks.
extension ScenarioDecoder {
  /// The place in a path of the tier that a key names; nil after a mistake.
  private func step(_ entry: SourceEntry, _ tiers: [Int], path: String) -> Int? {
    let names = tiers.map { tierNames[$0] }
    if let step = names.firstIndex(of: entry.key) { return step }
    findings.add(
      .unknownTier, at: entry.keySpan, "`\(shown(entry.key))` is no tier of this path",
      label: "expected one of: \(list(names))", help: NearestWord.help(entry.key, among: names),
      path: path)
    return nil
  }

  /// The key `next`: where requests go after the steps of a path.
  func branches(_ fields: Fields, _ tiers: [Int]) -> [Int: [Branch]] {
    guard let entry = fields["next"] else { return [:] }
    let path = fields.path("next")
    let before = findings.errorCount
    var result: [Int: [Branch]] = [:]
    for item in namedEntries(entry, what: "tiers", path: path) {
      let itemPath = "\(path).\(item.key)"
      guard let from = step(item, tiers, path: path) else { continue }
      var branches: [Branch] = []
      for target in namedEntries(item, what: "tiers", path: itemPath) {
        let share = ratio(target.value, path: "\(itemPath).\(target.key)")
        guard let to = step(target, tiers, path: itemPath), let share else { continue }
        branches.append(Branch(step: to, probability: share.fraction))
      }
      let sum = branches.map(\.probability).reduce(0, +)
      if sum > 1 + Self.tolerance {
        findings.add(
          .sharesDoNotSum, at: item.keySpan,
          "the shares after `\(item.key)` sum to \(Ratio(fraction: sum).roundedText)",
          label: "expected at most 100%; what is missing is answered there", path: itemPath)
      }
      result[from] = branches
    }
    guard findings.errorCount == before else { return [:] }
    checkLoops(result, tiers, entry, path: path)
    return result
  }

  /// Shares that sum to 100% but for rounding do so.
  static let tolerance = 1e-9

  /// Refuses tiers that requests reach but never leave, and warns of those that none reaches.
  private func checkLoops(
    _ branches: [Int: [Branch]], _ tiers: [Int], _ entry: SourceEntry, path: String
  ) {
    func next(_ step: Int) -> [Int] {
      guard let own = branches[step] else { return step + 1 < tiers.count ? [step + 1] : [] }
      return own.filter { $0.probability > 0 }.map(\.step)
    }
    func isAnswered(at step: Int) -> Bool {
      guard let own = branches[step] else { return step + 1 == tiers.count }
      return own.map(\.probability).reduce(0, +) < 1 - Self.tolerance
    }
    var reached: Set<Int> = [0]
    var left = Set(tiers.indices.filter(isAnswered))
    for _ in tiers.indices {
      reached.formUnion(reached.flatMap(next))
      left.formUnion(tiers.indices.filter { next($0).contains(where: left.contains) })
    }
    for step in tiers.indices {
      let name = tierNames[tiers[step]]
      if !reached.contains(step) {
        findings.add(
          .tierNeverReached, at: entry.keySpan, "`next` leads no request to the tier `\(name)`",
          label: "it will stand idle on this path", path: path)
      } else if !left.contains(step) {
        findings.add(
          .endlessLoop, at: entry.keySpan, "requests that reach `\(name)` never leave the loop",
          label: "all shares stay inside", help: "let some share be answered: shares below 100%",
          path: path)
        return
      }
    }
  }

  /// The key `fork`: the steps of a path that serve a request in several copies.
  func forks(_ fields: Fields, _ tiers: [Int]) -> [Int: Fork] {
    guard let entry = fields["fork"] else { return [:] }
    let path = fields.path("fork")
    var result: [Int: Fork] = [:]
    for item in namedEntries(entry, what: "tiers", path: path) {
      let itemPath = "\(path).\(item.key)"
      guard let step = step(item, tiers, path: path),
        let keys = self.fields(item.value, Grammar.fork, path: itemPath, span: item.keySpan),
        let copies = count(keys, "copies", in: Grammar.forkCopies)
      else { continue }
      let tier = self.tiers[tiers[step]]
      if copies > tier.nodes, !brokenTiers.contains(tiers[step]) {
        findings.add(
          .tooFewNodes, at: keys["copies"]?.value.span ?? item.keySpan,
          "\(copies) copies need as many nodes",
          label: "`\(tier.name)` has \(tier.nodes == 1 ? "one node" : "\(tier.nodes) nodes")",
          path: "\(itemPath).copies")
      }
      var needed: Int? = copies
      if let wait = keys["wait"] {
        switch count(wait.value, in: 1...copies, or: "all", path: "\(itemPath).wait") {
        case .some(let some): needed = some ?? copies
        case nil: needed = nil
        }
      }
      if let needed { result[step] = Fork(copies: copies, needed: needed) }
    }
    return result
  }

  /// Branches and forks are for plain stations: a packet's state knows one way only.
  func checkNetwork(of tiers: [Int], _ afterwards: [Int], _ fields: Fields, _ kind: RequestKind) {
    let key = fields["next"] == nil ? "fork" : "next"
    for index in tiers where !brokenTiers.contains(index) {
      let tier = self.tiers[index]
      guard tier.operation != .relay else { continue }
      findings.add(
        .operationOnWrongPath, at: stepSpans[kind]?[index] ?? fields.span,
        "the tier `\(tier.name)` with `operation: \(tier.operation.name)` cannot stand here",
        label: "a path with `\(key)` has relay tiers only", path: fields.path("path"))
    }
    if !afterwards.isEmpty, let entry = fields["afterwards"] {
      findings.add(
        .keyDoesNotApply, at: entry.keySpan, "`afterwards` does not apply beside `\(key)`",
        label: "nothing can follow the answer of such a path", path: fields.path("afterwards"))
    }
  }

  /// Tries of a tier's calls need a tier to call.
  func checkCalls(_ flow: Flow) {
    for (index, tier) in tiers.enumerated() where tier.tries > 1 && reachedTiers.contains(index) {
      let calls = flow.paths.values.contains { path in
        guard let step = path.tiers.firstIndex(of: index) else { return false }
        if let branches = path.branches[step] { return !branches.isEmpty }
        return step + 1 < path.tiers.count
      }
      guard !calls, let span = triesSpans[tier.name] else { continue }
      findings.add(
        .keyDoesNotApply, at: span, "the tier `\(tier.name)` calls no other one",
        label: "it is the last one of its paths", path: "tiers.\(tier.name).tries")
    }
  }
}
