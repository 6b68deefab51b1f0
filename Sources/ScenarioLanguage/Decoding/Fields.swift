/// The entries of one mapping, checked against its table: known keys, none twice.
struct Fields {
  var table: KeyTable
  /// By canonical key.
  var entries: [String: SourceEntry]
  /// Entries such as `shenzhen - shanghai`, in file order.
  var placePairs: [SourceEntry] = []
  /// The key of the mapping: where missing keys are reported.
  var span: SourceSpan
  /// The key path of the mapping, empty at the top.
  var path: String

  subscript(_ key: String) -> SourceEntry? { entries[key] }

  /// The key path of one of the keys.
  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension ScenarioDecoder {
  /// Reads a mapping by its table; nil, with a finding, when it is none.
  func fields(_ node: SourceNode, _ table: KeyTable, path: String, span: SourceSpan) -> Fields? {
    guard let entries = node.entries else {
      findings.add(
        .wrongShape, at: node.span, "expected a mapping, found \(node.kindName)",
        label: "\(table.what) has keys: \(list(table.keys.map(\.name)))", path: path)
      return nil
    }
    var fields = Fields(table: table, entries: [:], span: span, path: path)
    for entry in entries {
      guard let spec = table.spec(entry.key) else {
        if table.isPlacePair(entry.key) {
          fields.placePairs.append(entry)
        } else {
          unknownKey(entry, fields)
        }
        continue
      }
      if let first = fields.entries[spec.name] {
        findings.add(
          .duplicateKey, at: entry.keySpan, "the key `\(spec.name)` is given twice",
          label: "first given in line \(first.keySpan.line) as `\(first.key)`",
          help: "words of a key may be joined by hyphens, spaces or underscores alike",
          path: fields.path(spec.name))
        continue
      }
      fields.entries[spec.name] = entry
    }
    checkScopes(of: fields)
    return fields
  }

  private func unknownKey(_ entry: SourceEntry, _ fields: Fields) {
    guard !findings.isFull else {
      findings.add(.unknownKey, at: entry.keySpan, "unknown key")
      return
    }
    let names = fields.table.keys.map(\.name)
    findings.add(
      .unknownKey, at: entry.keySpan, "unknown key `\(shown(entry.key))` in \(fields.table.what)",
      label: "expected one of: \(list(names))",
      help: NearestWord.help(KeyTable.canonical(entry.key), among: names),
      path: fields.path(entry.key))
  }

  /// Reports keys that are missing or do not apply here.
  private func checkScopes(of fields: Fields) {
    let operation = fields["operation"]?.value.string
    for spec in fields.table.keys {
      let applies: Bool
      switch spec.scope {
      case .always: applies = true
      case .operations(let names):
        applies =
          names.contains(operation ?? "") || !Grammar.operations.contains(operation ?? "")
        if let entry = fields[spec.name], !applies, let operation {
          findings.add(
            .keyDoesNotApply, at: entry.keySpan,
            "the key `\(spec.name)` does not apply to the operation `\(operation)`",
            label: "only tiers with \(Self.choice(names, "operation: ")) have it",
            path: fields.path(spec.name))
        }
      case .withAny(let others):
        applies = others.contains { fields[$0] != nil }
        if let entry = fields[spec.name], !applies {
          findings.add(
            .keyDoesNotApply, at: entry.keySpan,
            "the key `\(spec.name)` does not apply here",
            label: "it belongs to \(Self.choice(others)), which is not given",
            path: fields.path(spec.name))
        }
      }
      // Without a known operation nothing that only some have is missing.
      if case .operations(let names) = spec.scope, !names.contains(operation ?? "") { continue }
      guard applies, spec.isRequired, fields[spec.name] == nil,
        !spec.isOptionalFor.contains(operation ?? "")
      else { continue }
      findings.add(
        .missingKey, at: fields.span, "\(fields.table.what) needs the key `\(spec.name)`",
        label: spec.summary.lowercasedFirst,
        help: spec.advice ?? spec.examples.first.map { "for example `\(spec.name): \($0)`" },
        path: fields.path(spec.name))
    }
  }

  /// `a`, `b` or `c`, each with a prefix, for labels.
  static func choice(_ words: [String], _ prefix: String = "") -> String {
    let marked = words.map { "`\(prefix)\($0)`" }
    guard let last = marked.last, marked.count > 1 else { return marked.first ?? "" }
    return marked.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `a, b, c` for labels, cut where it would grow too long.
  func list(_ words: [String]) -> String {
    guard words.count > 24 else { return words.joined(separator: ", ") }
    return words.prefix(24).joined(separator: ", ") + ", ..."
  }

  /// A text from the file, cut for a message.
  func shown(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? line.prefix(57) + "..." : line
  }
}

extension String {
  /// The text with a small first letter and without its final point, for labels.
  var lowercasedFirst: String {
    let text = last == "." ? dropLast() : self[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
