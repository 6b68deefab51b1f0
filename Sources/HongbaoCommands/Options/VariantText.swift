import Experiments
import ScenarioLanguage

/// What stands after `--variant`: a name, and what is changed for it.
package struct VariantText: Hashable, Sendable {
  package var name: String
  /// What is changed, in their order.
  package var settings: [Setting]
  /// The file of `topology=FILE`, if given.
  package var topology: String?

  /// `path=value`, in their order.
  package var overrides: [String] { settings.map(\.text) }

  /// Reads `NAME:path=value[,path=value...]`; nil for anything else. Commas in brackets or quotes
  /// belong to a value, and so does one that no `path=` follows. Without changes the variant
  /// differs in its name only.
  package init?(parsing text: String) {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return nil }
    name = String(text[..<colon])
    settings = []
    let rest = String(text[text.index(after: colon)...])
    if rest.isEmpty { return }
    let start = name.unicodeScalars.count + 1
    for (piece, column) in VariedParameter.places(rest) {
      let path = piece.prefix { $0 != "=" }
      if path.count < piece.count, Self.isPath(path) {
        settings.append(
          Setting(
            piece, option: "--variant", shown: text, pathColumn: start + column,
            valueColumn: start + column + path.unicodeScalars.count + 1))
      } else if let last = settings.indices.last {
        settings[last].text += ", " + piece
      } else {
        return nil
      }
    }
    if let last = overrides.last(where: Self.namesTopology) {
      topology = String(last.dropFirst("topology=".count))
      settings.removeAll { Self.namesTopology($0.text) }
    }
  }

  private static func namesTopology(_ override: String) -> Bool {
    override.hasPrefix("topology=")
  }

  /// True when it asks for random numbers of its own, which no variant has.
  package var changesSeed: Bool { overrides.contains { $0.hasPrefix("seed=") } }

  /// Words of a path: names of tiers may have any letters, but no blanks or brackets.
  private static func isPath(_ text: Substring) -> Bool {
    !text.isEmpty && !text.contains { " ([{\"'<>".contains($0) }
  }
}
