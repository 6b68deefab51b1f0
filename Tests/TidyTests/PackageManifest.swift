import Foundation

/// The dependencies of each target as `Package.swift` writes them.
struct PackageManifest {
  /// Names of modules and of products of other packages, by target.
  let dependencies: [String: Set<String>]

  init() throws {
    let text = try Repository.text("Package.swift")
    var found: [String: Set<String>] = [:]
    let target = /\.(?:target|executableTarget|testTarget|systemLibrary)\(\s*name: "([\w\-]+)"/
    let starts = text.matches(of: target)
    for (index, match) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
      let body = text[match.range.upperBound..<end]
      found[String(match.output.1)] = Self.names(in: body)
    }
    dependencies = found
  }

  private static func names(in body: Substring) -> Set<String> {
    guard let start = body.range(of: "dependencies: [") else { return [] }
    // Up to the bracket that closes the list; there are no nested ones.
    let list = body[start.upperBound...].prefix { $0 != "]" }
    let withoutPackages = list.replacing(/, package: "[^"]*"/, with: "")
    return Set(withoutPackages.matches(of: /"([^"]+)"/).map { String($0.output.1) })
  }
}
