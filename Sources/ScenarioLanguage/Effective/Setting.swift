/// One `path=value` that changes a scenario, and where the user wrote it.
public struct Setting: Hashable, Sendable {
  /// For example `tiers.cache.nodes=96`.
  public var text: String
  /// The option that it stands in, as mistakes name it.
  public var option: String
  /// What the user typed after the option, which mistakes show.
  public var shown: String
  /// Where the path begins in it, in Unicode scalars from 0.
  public var pathColumn: Int
  /// Where the value begins in it, in Unicode scalars from 0.
  public var valueColumn: Int

  /// A setting that is a part of what was typed.
  public init(
    _ text: String, option: String, shown: String, pathColumn: Int, valueColumn: Int
  ) {
    self.text = text
    self.option = option
    self.shown = shown
    self.pathColumn = pathColumn
    self.valueColumn = valueColumn
  }

  /// What stands after `--set`.
  public init(_ text: String) {
    let path = text.unicodeScalars.prefix { $0 != "=" }.count
    self.init(text, option: "--set", shown: text, pathColumn: 0, valueColumn: path + 1)
  }
}
