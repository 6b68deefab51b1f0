import ScenarioTypes

/// Brings the text of a scenario or a topology to the present version of the language.
///
/// The text is edited where it must be: comments, order and layout stay.
public enum ScenarioMigration {
  /// The present version of the language.
  public static let version = 1

  /// The steps from version 1 up. There has been no other version yet, and so there are none.
  static let steps: [MigrationStep] = []

  /// What a file would become.
  public enum Outcome: Sendable {
    /// It is of the present version.
    case current
    /// Its new text, and a line for people about each change.
    case changed(text: String, changes: [String])
    /// The file cannot be read (exit status 66).
    case unreadable(Diagnostic)
    /// It is no YAML, or of a version that is not known (exit status 65).
    case invalid([Diagnostic])
  }

  /// Reads a file and says what it would become; writes nothing.
  public static func migrate(path: String) -> Outcome {
    do throws(FileReader.Failure) {
      let (bytes, _) = try FileReader.read(path)
      return migrate(bytes, path: path, to: version, by: steps)
    } catch {
      return .unreadable(IncludeResolver.unreadable(path, error))
    }
  }

  /// The same with other steps, which lead to another version.
  package static func migrate(
    _ bytes: [UInt8], path: String, to newest: Int, by steps: [MigrationStep]
  ) -> Outcome {
    let findings = Findings()
    guard let source = SourceComposer.file(path: path, bytes: bytes, findings: findings) else {
      return .invalid(findings.sorted)
    }
    var text = String(decoding: bytes, as: UTF8.self)
    var changes: [String] = []
    guard var root = compose(source, findings) else { return .invalid(findings.sorted) }
    var version: Int
    switch self.version(of: root, newest, findings) {
    case .missing:
      // Before there were versions there was one: the first.
      version = 1
      text = TextEdit.apply([insertion(of: version, root, text)], to: text)
      changes.append("`version: 1` is written out")
    case .known(let number): version = number
    case .wrong: return .invalid(findings.sorted)
    }
    while version < newest, let step = steps.first(where: { $0.version == version }) {
      guard let tree = compose(SourceFile(path: path, text: text), findings) else { break }
      root = tree
      var edits = step.edits(of: root)
      version += 1
      if let span = entry(of: root)?.value.span {
        let edit = TextEdit(
          line: span.line, column: span.column, endColumn: span.endColumn, text: "\(version)")
        edits.append((edit, "`version` is \(version)"))
      }
      text = TextEdit.apply(edits.map(\.edit), to: text)
      changes += edits.map(\.words)
    }
    if changes.isEmpty { return .current }
    check(text, path: path, version, findings)
    return findings.hasErrors
      ? .invalid(findings.sorted) : .changed(text: text, changes: changes)
  }

  // MARK: Versions

  private enum Version {
    case missing
    case known(Int)
    /// The finding says why.
    case wrong
  }

  private static func entry(of root: SourceNode) -> SourceEntry? {
    root.entries?.first { KeyTable.canonical($0.key) == "version" }
  }

  private static func version(
    of root: SourceNode, _ newest: Int, _ findings: Findings
  ) -> Version {
    guard let entry = entry(of: root) else { return .missing }
    let text = entry.value.string ?? entry.value.flowText
    let number = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
    if let number, String(number) == text, (1...newest).contains(number) { return .known(number) }
    let isNewer = number.map { $0 > newest } ?? false
    findings.add(
      .unsupportedVersion, at: entry.value.span,
      isNewer
        ? "version \(text) is of a newer hongbao" : "`\(text.prefix(40))` is no version",
      label: newest == 1 ? "this tool knows version 1" : "this tool knows versions 1 to \(newest)",
      help: isNewer ? "a version is never taken back: use the newer hongbao" : nil,
      path: "version")
    return .wrong
  }

  /// The line `version: N` before the first key, or the same within braces.
  private static func insertion(
    of version: Int, _ root: SourceNode, _ text: String
  ) -> TextEdit {
    let span = root.span
    let line = Array((span.file.line(span.line) ?? "").unicodeScalars)
    let isFlow = line.indices.contains(span.column - 1) && line[span.column - 1] == "{"
    let column = isFlow ? span.column + 1 : span.column
    let before = String(repeating: " ", count: span.column - 1)
    return TextEdit(
      line: span.line, column: column, endColumn: column,
      text: "version: \(version)" + (isFlow ? ", " : TextEdit.lineEnd(of: text) + before))
  }

  // MARK: Trees

  private static func compose(_ source: SourceFile, _ findings: Findings) -> SourceNode? {
    var composer = SourceComposer(source, findings: findings)
    guard let root = composer.compose(), !findings.hasErrors else { return nil }
    guard root.entries?.isEmpty == false else {
      findings.add(
        .wrongShape, at: root.span,
        root.entries == nil
          ? "a scenario is a mapping, not \(root.kindName)" : "the scenario has no keys",
        label: "expected keys such as `version: 1`")
      return nil
    }
    return root
  }

  /// What was edited must be readable, and of the version that it was to become.
  private static func check(
    _ text: String, path: String, _ version: Int, _ findings: Findings
  ) {
    guard let root = compose(SourceFile(path: path, text: text), findings) else { return }
    guard entry(of: root)?.value.string == "\(version)" else {
      findings.add(
        .unsupportedVersion, at: root.span, "the file cannot be migrated by itself",
        label: "write `version: \(version)` here", path: "version")
      return
    }
  }
}
