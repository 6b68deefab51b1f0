import Foundation
import Testing

@Suite struct `Tidy files` {
  /// Functions that may be longer than 70 lines: `path: reason`. Empty is the wish.
  private static let longFunctions: [String: String] = [:]

  @Test func `a file has at most 500 lines, a line at most 100 characters`() throws {
    for path in Repository.swiftFiles + ["Package.swift"] {
      let text = try SwiftText(path: path)
      #expect(
        text.lines.count <= 501, "\(path): \(text.lines.count) lines; split it by aspect")
      for (index, line) in text.lines.enumerated() where line.count > 100 {
        Issue.record("\(text.place(index)): \(line.count) characters; break the line")
      }
    }
  }

  @Test func `a function has at most 70 lines`() throws {
    for path in Repository.swiftFiles where Self.longFunctions[path] == nil {
      let text = try SwiftText(path: path)
      for body in text.functionBodies where body.lines > 70 {
        Issue.record(
          """
          \(text.place(body.start)): \(body.lines) lines; keep the control flow here and move the \
          steps into functions of their own
          """)
      }
    }
  }

  @Test func `nothing is left open`() throws {
    // Put together from halves, so that this file does not find itself.
    let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    let pattern = try Regex("\\b(\(words.joined(separator: "|")))\\b").wordBoundaryKind(.simple)
    for path in try Repository.ownFiles() {
      let lines = try Repository.text(path).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(pattern) {
        Issue.record("\(path):\(index + 1): do it now, or open an issue and name it")
      }
    }
  }

  @Test func `public types and functions are documented`() throws {
    for path in Repository.files(in: "Sources", ending: ".swift") {
      let text = try SwiftText(path: path)
      for index in text.undocumentedPublicDeclarations {
        Issue.record("\(text.place(index)): say in one line what it is, with units and errors")
      }
    }
  }

  @Test func `a topology begins with a comment that says what it shows`() throws {
    for path in Repository.files(in: "topologies", ending: ".yaml") {
      let lines = try Repository.text(path).split(separator: "\n")
      let comment = lines.prefix { $0.hasPrefix("#") && !$0.contains("$schema") }
      #expect(!comment.isEmpty, "\(path): begin with `# what it shows, and what limits it`")
    }
  }

  @Test func `no path of a machine stands in the tree`() throws {
    let roots = ["work", "opt", "farm", "root", "home/\\w+", "Users/\\w+"]
    let pattern = try Regex("(^|[\\s\"'`=(:])/(\(roots.joined(separator: "|")))(/|\\b)")
      .wordBoundaryKind(.simple)
    let own = "Tests/TidyTests/SizeAndWordingTests.swift"
    for path in try Repository.ownFiles() where path != own {
      let lines = try Repository.text(path).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(pattern) {
        Issue.record("\(path):\(index + 1): name the place from the repository's root: \(line)")
      }
    }
  }
}
