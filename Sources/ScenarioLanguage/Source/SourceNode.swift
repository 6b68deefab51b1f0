import ScenarioTypes

/// A YAML node with its place, independent of the parser: what is merged, checked and decoded.
struct SourceNode: Sendable {
  enum Content: Sendable {
    case scalar(String)
    case sequence([SourceNode])
    case mapping([SourceEntry])
  }

  var content: Content
  /// The scalar's text, or the first character of a collection.
  var span: SourceSpan
  /// The column where the characters of a scalar stand in the file just as in the scalar; nil for
  /// scalars with escapes or of several lines.
  var textColumn: Int?
  /// What the comments say about the value.
  var remark: Remark?

  /// The scalar's text; nil for collections.
  var string: String? {
    if case .scalar(let text) = content { return text }
    return nil
  }

  /// The entries of a mapping; nil for other nodes.
  var entries: [SourceEntry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// The elements of a sequence; nil for other nodes.
  var elements: [SourceNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// What kind of node it is, in words.
  var kindName: String {
    switch content {
    case .scalar(let text): text.isEmpty ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The place of some characters of the scalar; the whole scalar where that is not known.
  func span(offset: Int, length: Int) -> SourceSpan {
    guard let textColumn else { return span }
    var part = span
    part.column = textColumn + offset
    part.endColumn = part.column + max(length, 1)
    return part
  }

  /// The value in one line, as it is written.
  var flowText: String {
    switch content {
    case .scalar(let text): text.split(whereSeparator: \.isNewline).joined(separator: " ")
    case .sequence(let nodes): "[" + nodes.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", ") + "}"
    }
  }
}

/// One key of a mapping with its value.
struct SourceEntry: Sendable {
  var key: String
  var keySpan: SourceSpan
  var value: SourceNode
}

/// A comment's statement on how well a value is known.
struct Remark: Hashable, Sendable {
  /// Nil when the comment has no tag.
  var provenance: Provenance?
  /// The words after the tag.
  var source: String

  /// Reads the words of a comment, its number sign apart.
  init(comment: String) {
    let words = comment.drop { $0 == "#" || $0 == " " || $0 == "\t" }
    let tag = words.prefix { $0.isLetter }
    provenance = Provenance(rawValue: tag.lowercased())
    if provenance == nil {
      source = String(words)
    } else {
      let rest = words.dropFirst(tag.count).drop { ":, \t".contains($0) }
      source = String(rest)
    }
    while source.last == " " || source.last == "\t" { source.removeLast() }
  }

  /// This remark, with what it leaves open taken from the mapping around.
  func completed(by outer: Remark?) -> Remark {
    guard provenance == nil, let outer, outer.provenance != nil else { return self }
    var remark = self
    remark.provenance = outer.provenance
    if remark.source.isEmpty { remark.source = outer.source }
    return remark
  }
}
