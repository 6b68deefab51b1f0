import Experiments

/// What stands after `--variant`: a name, and what is changed for it.
package struct VariantText: Hashable, Sendable {
  package var name: String
  /// `path=value`, in their order.
  package var overrides: [String]
  /// The file of `topology=FILE`, if given.
  package var topology: String?

  /// Reads `NAME:path=value[,path=value...]`; nil for anything else. Commas in brackets or quotes
  /// belong to a value, and so does one that no `path=` follows. Without changes the variant
  /// differs in its name only.
  package init?(parsing text: String) {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return nil }
    name = String(text[..<colon])
    overrides = []
    let rest = String(text[text.index(after: colon)...])
    if rest.isEmpty { return }
    for piece in VariedParameter.split(rest) {
      let path = piece.prefix { $0 != "=" }
      if path.count < piece.count, Self.isPath(path) {
        overrides.append(piece)
      } else if let last = overrides.indices.last {
        overrides[last] += ", " + piece
      } else {
        return nil
      }
    }
    if let place = overrides.lastIndex(where: { $0.hasPrefix("topology=") }) {
      topology = String(overrides[place].dropFirst("topology=".count))
      overrides.removeAll { $0.hasPrefix("topology=") }
    }
  }

  /// True when it asks for random numbers of its own, which no variant has.
  package var changesSeed: Bool { overrides.contains { $0.hasPrefix("seed=") } }

  /// Words of a path: names of tiers may have any letters, but no blanks or brackets.
  private static func isPath(_ text: Substring) -> Bool {
    !text.isEmpty && !text.contains { " ([{\"'<>".contains($0) }
  }
}
