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
    // Options of the command line stand for files, too.
    paths = [first] + others.filter { !$0.hasPrefix("--") }.sorted()
  }

  private static func gather(_ node: SourceNode, _ paths: inout Set<String>) {
    paths.insert(node.span.file.path)
    for entry in node.entries ?? [] { gather(entry.value, &paths) }
    for element in node.elements ?? [] { gather(element, &paths) }
  }
}
