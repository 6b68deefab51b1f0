extension SwiftText {
  /// A module that the file imports, with the line from 0.
  struct Import: Hashable {
    var module: String
    var line: Int
  }

  /// All import lines, whatever stands before `import` (attributes, access) or after it (kinds of
  /// declarations, submodules).
  var imports: [Import] {
    code.enumerated().compactMap { index, line in
      var words = line.split { $0 == " " || $0 == "\t" || $0 == ";" }.map(String.init)
      let modifiers = ["public", "package", "internal", "fileprivate", "private"]
      while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return Import(module: String(name.prefix { $0 != "." }), line: index)
    }
  }

  /// A function, initialiser or subscript with a body: its first and last line from 0.
  struct Body: Hashable {
    var start: Int
    var end: Int
    var lines: Int { end - start + 1 }
  }

  /// Bodies found by counting braces.
  var functionBodies: [Body] {
    var bodies: [Body] = []
    var open: [(start: Int, depth: Int)] = []
    var waiting: Int?
    var depth = 0
    var parentheses = 0
    for (index, line) in code.enumerated() {
      if Self.startsFunction(line) { waiting = index }
      for character in line {
        switch character {
        case "(": parentheses += 1
        case ")": parentheses -= 1
        case "{":
          if let start = waiting, parentheses == 0 {
            open.append((start, depth))
            waiting = nil
          }
          depth += 1
        case "}":
          // What waited for a body was a requirement of a protocol.
          if parentheses == 0 { waiting = nil }
          depth -= 1
          if let last = open.last, last.depth == depth {
            bodies.append(Body(start: last.start, end: index))
            open.removeLast()
          }
        default: break
        }
      }
    }
    return bodies
  }

  /// Public types and functions without a documentation comment, with the line from 0.
  ///
  /// Initialisers, properties, cases and operators may speak for themselves; so may nested types
  /// named `Kind` and the like, whose property is documented.
  var undocumentedPublicDeclarations: [Int] {
    code.indices.filter { index in
      let words = code[index].split(separator: " ").map(String.init)
      guard let access = words.firstIndex(of: "public") else { return false }
      let rest = words[access...].dropFirst().drop { Self.modifiers.contains($0) }
      guard let kind = rest.first, let name = rest.dropFirst().first else { return false }
      let isType = Self.types.contains(kind) && !code[index].hasPrefix(" ")
      let isFunction = kind == "func" && name.first.map { $0.isLetter || $0 == "`" } == true
      return (isType || isFunction) && !isDocumented(index)
    }
  }

  private static let types = ["struct", "class", "enum", "protocol", "actor", "typealias"]
  private static let modifiers = [
    "static", "final", "mutating", "nonmutating", "consuming", "borrowing", "indirect",
    "nonisolated",
  ]

  private func isDocumented(_ index: Int) -> Bool {
    var above = index - 1
    while above >= 0 {
      let line = lines[above].trimmingPrefix { $0 == " " }
      if line.hasPrefix("///") || line.hasPrefix("*/") { return true }
      guard line.hasPrefix("@") else { return false }
      above -= 1
    }
    return false
  }

  private static func startsFunction(_ line: String) -> Bool {
    let words = line.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" }
    return words.contains("func") || words.contains("subscript")
      || words.contains("init") && !line.contains(".init") && !line.contains("= ")
  }
}
