import Quantities
import ScenarioTypes

/// What breaks and when.
extension ScenarioDecoder {
  /// The faults sorted by their beginning; those that begin together keep the order of the file.
  func decodeFaults(_ entry: SourceEntry) -> [Fault] {
    guard let nodes = entry.value.elements else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a list of faults, found \(entry.value.kindName)",
        label: "expected for example `- {at: 20s, for: 10s, crash: cache/3}`", path: "faults")
      return []
    }
    let faults = nodes.enumerated().compactMap { fault($0.element, path: "faults[\($0.offset)]") }
    return faults.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  private func fault(_ node: SourceNode, path: String) -> Fault? {
    let kinds = FaultForm.all.map(\.key.name)
    guard let entries = node.entries else {
      findings.add(
        .wrongShape, at: node.span, "expected a fault, found \(node.kindName)",
        label: "expected for example {at: 20s, for: 10s, crash: cache/3}", path: path)
      return nil
    }
    let forms = FaultForm.all.filter { form in
      entries.contains { KeyTable.canonical($0.key) == form.key.name }
    }
    guard forms.count <= 1 else {
      let second = entries.filter { kinds.contains(KeyTable.canonical($0.key)) }[1]
      findings.add(
        .exclusiveKeys, at: second.keySpan, "a fault has one kind",
        label: "this is a second one", help: "make two faults", path: path)
      return nil
    }
    guard let form = forms.first else {
      reportMissingKind(node, entries, path: path)
      return nil
    }
    let table = KeyTable(
      what: "a fault of the kind `\(form.key.name)`", keys: Grammar.faultTimes + form.keys)
    guard let fields = self.fields(node, table, path: path, span: node.span) else { return nil }
    let before = findings.errorCount
    let at = time(fields, "at")
    let least = TimeSpan(nanoseconds: 1)
    let lasts = fields["for"].flatMap {
      self.time($0.value, path: fields.path("for"), atLeast: least)
    }
    let kind = form.decode(FaultFields(decoder: self, fields: fields))
    guard findings.errorCount == before, let at, let kind else { return nil }
    return clipped(Fault(kind: kind.kind, at: at, lasts: lasts, text: kind.words), fields)
  }

  private func reportMissingKind(_ node: SourceNode, _ entries: [SourceEntry], path: String) {
    let kinds = FaultForm.all.map(\.key.name)
    let known = Set(Grammar.fault.keys.map(\.name))
    let unknown = entries.filter { !known.contains(KeyTable.canonical($0.key)) }
    guard let entry = unknown.first else {
      findings.add(
        .missingKey, at: node.span, "the fault has no kind",
        label: "expected one of: \(list(kinds))", help: "for example `crash: cache/3`",
        path: path)
      return
    }
    findings.add(
      .unknownKey, at: entry.keySpan, "unknown kind of fault `\(shown(entry.key))`",
      label: "expected one of: \(list(kinds))",
      help: NearestWord.help(KeyTable.canonical(entry.key), among: kinds), path: path)
  }

  /// Holds the fault against the length of the run.
  private func clipped(_ fault: Fault, _ fields: Fields) -> Fault? {
    guard let duration, let entry = fields["at"] else { return fault }
    var fault = fault
    guard fault.at < duration else {
      if durationIsOverridden {
        findings.add(
          .faultDropped, at: entry.value.span,
          "`\(fault.text)` begins after the run of \(duration.text) and is left out",
          label: "from \(fault.at.text)", path: fields.path)
      } else {
        findings.add(
          .faultOutsideRun, at: entry.value.span,
          "the fault begins at \(fault.at.text), but the run ends at \(duration.text)",
          label: "expected a time before \(duration.text)", path: fields.path("at"))
      }
      return nil
    }
    guard let lasts = fault.lasts, let forEntry = fields["for"] else { return fault }
    let left = TimeSpan(nanoseconds: duration.nanoseconds - fault.at.nanoseconds)
    if lasts > left {
      findings.add(
        .faultClipped, at: forEntry.value.span,
        "`\(fault.text)` outlasts the run of \(duration.text)",
        label: "it is cut to \(left.text)", path: fields.path("for"))
      fault.lasts = left
    }
    return fault
  }
}
