/// A Swift file with its comments and string literals blanked out, line for line.
///
/// A scanner, not a parser: it knows `//`, nested `/* */`, strings in one and three quotes, raw
/// strings, and interpolations (whose code is blanked too).
struct SwiftText {
  /// The path from the repository's root.
  let path: String
  /// The lines as written.
  let lines: [String]
  /// The same lines, code only.
  let code: [String]

  init(path: String) throws {
    self.init(path: path, text: try Repository.text(path))
  }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var scanner = Scanner(text: Array(text))
    scanner.run()
    code = String(scanner.output).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// `path:line` for messages; `index` counts from 0.
  func place(_ index: Int) -> String { "\(path):\(index + 1)" }
}

extension SwiftText {
  /// Blanks comments and strings in one pass.
  private struct Scanner {
    let text: [Character]
    var output: [Character] = []
    var position = 0

    init(text: [Character]) { self.text = text }

    mutating func run() {
      while position < text.count {
        if starts(with: "//") {
          while position < text.count, text[position] != "\n" { blank() }
        } else if starts(with: "/*") {
          skipComment()
        } else if let hashes = stringStart() {
          skipString(hashes: hashes)
        } else {
          output.append(text[position])
          position += 1
        }
      }
    }

    private mutating func skipComment() {
      var depth = 0
      repeat {
        if starts(with: "/*") {
          depth += 1
          blank(2)
        } else if starts(with: "*/") {
          depth -= 1
          blank(2)
        } else {
          blank()
        }
      } while depth > 0 && position < text.count
    }

    /// The number of `#` before a quote that begins here.
    private func stringStart() -> Int? {
      var end = position
      while end < text.count, text[end] == "#" { end += 1 }
      return end < text.count && text[end] == "\"" ? end - position : nil
    }

    private mutating func skipString(hashes: Int) {
      let guardMarks = String(repeating: "#", count: hashes)
      blank(hashes)
      let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
      blank(quote.count)
      while position < text.count, !starts(with: quote + guardMarks) {
        if starts(with: "\\" + guardMarks + "(") {
          blank(2 + hashes)
          skipInterpolation()
        } else {
          blank(starts(with: "\\" + guardMarks) ? 2 + hashes : 1)
        }
      }
      blank(quote.count + hashes)
    }

    private mutating func skipInterpolation() {
      var depth = 1
      while depth > 0, position < text.count {
        if let hashes = stringStart() {
          skipString(hashes: hashes)
          continue
        }
        if text[position] == "(" { depth += 1 }
        if text[position] == ")" { depth -= 1 }
        blank()
      }
    }

    private func starts(with word: String) -> Bool {
      text[position...].starts(with: word)
    }

    private mutating func blank(_ count: Int = 1) {
      for _ in 0..<count where position < text.count {
        output.append(text[position] == "\n" ? "\n" : " ")
        position += 1
      }
    }
  }
}
