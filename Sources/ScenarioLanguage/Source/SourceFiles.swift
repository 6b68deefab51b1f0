/// The files that a tree was put together from.
struct SourceFiles {
  private(set) var paths: [String]

  /// Walks the whole tree.
  ///
  /// - Parameter first: the file that was asked for; the others follow by name.
  init(_ root: SourceNode, first: String) {
    var others: Set<String> = []
    Self.gather(root, &others)
    others.remove(first)
    others.remove("--set")
    paths = [first] + others.sorted()
  }

  private static func gather(_ node: SourceNode, _ paths: inout Set<String>) {
    paths.insert(node.span.file.path)
    for entry in node.entries ?? [] { gather(entry.value, &paths) }
    for element in node.elements ?? [] { gather(element, &paths) }
  }
}
