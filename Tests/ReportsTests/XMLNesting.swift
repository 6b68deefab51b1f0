import Foundation

/// Checks that elements nest, with text between them escaped.
struct XMLNesting {
  var error: String?
  var elements = 0

  init(_ page: String) {
    var open: [String] = []
    let body = page.replacingOccurrences(of: "<!DOCTYPE html>", with: "")
    for piece in body.components(separatedBy: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else {
        error = error ?? "a < without a >: \(piece.prefix(40))"
        return
      }
      let tag = piece[..<end]
      elements += 1
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        if open.popLast() != name { error = error ?? "</\(name)> closes nothing" }
      } else if !tag.hasSuffix("/") {
        open.append(String(tag.prefix { !$0.isWhitespace }))
      }
    }
    if !open.isEmpty { error = error ?? "never closed: \(open)" }
  }
}
