import Quantities
import ScenarioTypes

/// Gathers every parameter of the effective scenario with what its comments say of it.
struct ParameterNotes {
  private(set) var notes: [ParameterNote] = []
  /// Where each was said that is no default, by path.
  private(set) var origins: [String: String] = [:]

  /// Keys that say nothing about the modelled world.
  private static let left = ["version", "name", "description", "base", "topology", "objectives"]

  init(root: SourceNode, scenario: Scenario) {
    visit(root, Grammar.scenario, path: "")
    addBuiltInAccess(root: root, scenario: scenario)
  }

  /// The notes, with those of the report in place of them that the scenario was read from: the
  /// effective scenario in it has no comments, and every default written out. What the command
  /// line has set is noted here.
  ///
  /// - Parameter report: the notes of the report; nil for the file of a scenario.
  func replaced(by report: [ParameterNote]?) -> [ParameterNote] {
    guard let report else { return notes }
    let changed = notes.filter { origins[$0.path]?.hasPrefix("--") == true }
    func isInside(_ path: String, _ outer: String) -> Bool {
      path == outer || path.hasPrefix(outer + ".") || path.hasPrefix(outer + "[")
    }
    var result: [ParameterNote] = []
    var left = changed
    for note in report {
      let related = left.filter { isInside($0.path, note.path) || isInside(note.path, $0.path) }
      if related.isEmpty {
        if !changed.contains(where: { isInside(note.path, $0.path) }) { result.append(note) }
        continue
      }
      result += related
      left.removeAll { related.contains($0) }
    }
    return result + left
  }

  private mutating func visit(_ node: SourceNode, _ table: KeyTable, path: String) {
    let entries = (node.entries ?? []).filter { !repeatsDefault($0, table, path: path) }
    for entry in entries {
      let name = table.spec(entry.key)?.name ?? entry.key
      guard !path.isEmpty || !Self.left.contains(name) else { continue }
      let shape = IncludeResolver.innerShape(of: .mapping(table), entry.key)
      visit(entry.value, shape, path: path.isEmpty ? name : "\(path).\(name)")
    }
    let operation = entries.first { $0.key == "operation" }?.value.string ?? ""
    for spec in table.keys
    where !entries.contains(where: { KeyTable.canonical($0.key) == spec.name }) {
      switch spec.scope {
      case .always: break
      case .operations(let names): guard names.contains(operation) else { continue }
      case .withAny(let others):
        guard entries.contains(where: { others.contains(KeyTable.canonical($0.key)) }) else {
          continue
        }
      }
      let name = path.isEmpty ? spec.name : "\(path).\(spec.name)"
      // A load that nobody changed is no assumption about the world.
      guard name != "load" else { continue }
      addDefaults(spec, path: name, operation: operation)
    }
  }

  /// Whether the command line says what holds anyway: then the note is that of the default.
  private mutating func repeatsDefault(
    _ entry: SourceEntry, _ table: KeyTable, path: String
  ) -> Bool {
    guard let spec = table.spec(entry.key), entry.value.span.isOfCommandLine,
      spec.fallback == entry.value.flowText
    else { return false }
    let whole = path.isEmpty ? spec.name : "\(path).\(spec.name)"
    origins[whole] = entry.value.span.origin
    return true
  }

  private mutating func visit(_ node: SourceNode, _ shape: Shape?, path: String) {
    switch shape?.mappingShape {
    case .mapping(let table)? where node.entries != nil: visit(node, table, path: path)
    case .named(let inner)?:
      for entry in node.entries ?? [] {
        visit(entry.value, inner, path: "\(path).\(entry.key)")
      }
    default:
      if path == "faults", let elements = node.elements {
        for (index, element) in elements.enumerated() { add(element, "faults[\(index)]") }
      } else {
        add(node, path)
      }
    }
  }

  private mutating func add(_ node: SourceNode, _ path: String) {
    var remark = node.remark
    // A fault over several lines may have its comment behind any of its keys.
    if remark == nil { remark = (node.entries ?? []).compactMap(\.value.remark).first }
    origins[path] = node.span.origin
    notes.append(
      ParameterNote(
        path: path, value: node.flowText, provenance: remark?.provenance ?? .assumed,
        source: remark?.source ?? ""))
  }

  private mutating func addDefault(_ path: String, _ value: String) {
    notes.append(
      ParameterNote(path: path, value: value, provenance: .assumed, source: "default"))
  }

  private mutating func addDefaults(_ spec: KeySpec, path: String, operation: String) {
    if let fallback = spec.fallback, fallback != "[]" {
      addDefault(path, fallback)
    } else if spec.isOptionalFor.contains(operation) {
      addDefault(path, "0s")
    } else if spec.name == "route" {
      let isBound = ["claim", "store", "settle", "cache", "update"].contains(operation)
      addDefault(path, isBound ? "hash(packet)" : "random")
    } else if case .mapping(let table) = spec.shape, !table.keys.contains(where: \.isRequired) {
      for key in table.keys {
        if let fallback = key.fallback { addDefault("\(path).\(key.name)", fallback) }
      }
    }
  }

  private mutating func addBuiltInAccess(root: SourceNode, scenario: Scenario) {
    let network = root.entries?.first { $0.key == "network" }?.value
    let own = network?.entries?.first { $0.key == "access" }?.value.entries ?? []
    for access in scenario.network.access where !own.contains(where: { $0.key == access.name }) {
      addDefault("network.access.\(access.name).latency", access.latency.text)
      addDefault("network.access.\(access.name).loss", access.loss.text)
      addDefault("network.access.\(access.name).retransmission", access.retransmission.text)
    }
  }
}
