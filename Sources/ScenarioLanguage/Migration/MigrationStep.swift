/// What one version of the language calls otherwise than the one before.
///
/// A step is written when the language changes, together with the version that it leads to, and is
/// never changed once that is released.
package struct MigrationStep: Sendable {
  /// A key that has another name.
  package struct Renaming: Sendable {
    /// Where it stands: keys from the top down, `*` for any name and for elements of lists.
    package var path: [String]
    package var name: String

    package init(_ path: String, to name: String) {
      self.path = path.split(separator: ".").map(String.init)
      self.name = name
    }
  }

  /// The version that it leads from; to the next one.
  package var version: Int
  package var renamings: [Renaming]

  package init(from version: Int, _ renamings: [Renaming]) {
    self.version = version
    self.renamings = renamings
  }

  /// The edits of a tree, and a line for people about each.
  func edits(of root: SourceNode) -> [(edit: TextEdit, words: String)] {
    renamings.flatMap { renaming in
      Self.entries(of: root, along: renaming.path[...]).map { entry in
        let span = entry.keySpan
        let edit = TextEdit(
          line: span.line, column: span.column, endColumn: span.endColumn, text: renaming.name)
        return (edit, "line \(span.line): `\(entry.key)` is `\(renaming.name)`")
      }
    }
  }

  private static func entries(
    of node: SourceNode, along path: ArraySlice<String>
  ) -> [SourceEntry] {
    guard let word = path.first else { return [] }
    if let elements = node.elements {
      return word == "*" ? elements.flatMap { entries(of: $0, along: path.dropFirst()) } : []
    }
    return (node.entries ?? []).filter { word == "*" || KeyTable.canonical($0.key) == word }
      .flatMap { path.count == 1 ? [$0] : entries(of: $0.value, along: path.dropFirst()) }
  }
}
