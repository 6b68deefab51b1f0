/// A study as the line of words that makes it: the same that a user would type.
struct StudyOrder: Sendable, Equatable {
  let verb: String
  /// The words after the program's name, without those that only say how it is told.
  let words: [String]

  /// Why a wish is no study.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// - Parameter isOnShelf: whether a scenario can be studied; nothing else is read for a client.
  /// - Throws: `Refusal` when the wish is none that the program could follow.
  init(
    _ wish: StudyWish, results: String, isOnShelf: (String) -> Bool
  ) throws(Refusal) {
    verb = wish.verb
    let variants = wish.variants ?? []
    switch verb {
    case "compare":
      guard wish.paths.count + variants.count >= 2, !wish.paths.isEmpty else {
        throw Refusal(reason: "a comparison takes two scenarios, or one and a variant")
      }
    case "capacity":
      guard wish.paths.count == 1, variants.isEmpty else {
        throw Refusal(reason: "a capacity study takes one scenario and no variants")
      }
    default: throw Refusal(reason: "`verb` is compare or capacity")
    }
    for path in wish.paths where !isOnShelf(path) {
      throw Refusal(reason: "no scenario `\(path)` here")
    }
    guard wish.paths.count + variants.count <= Self.mostVariants else {
      throw Refusal(reason: "at most \(Self.mostVariants) variants")
    }
    // A folder of the shelf may begin with a dash; after this a path is no option.
    var words = [verb] + wish.paths.map { $0.hasPrefix("-") ? "./" + $0 : $0 }
    for variant in variants {
      guard Self.isPlain(variant), variant.contains(":"), !variant.contains("topology=") else {
        throw Refusal(reason: "a variant is `name:path=value`, for example six:tiers.cache.nodes=6")
      }
      words += ["--variant", variant]
    }
    for override in wish.overrides ?? [] {
      guard Self.isPlain(override), override.contains("=") else {
        throw Refusal(reason: "what is set is `path=value`, for example duration=20s")
      }
      words += ["--set", override]
    }
    if let replications = wish.replications {
      guard (3...100).contains(replications) else {
        throw Refusal(reason: "3 to 100 replications")
      }
      words += ["--replications", String(replications)]
    }
    self.words = words + ["--out", results]
  }

  /// Variants of one comparison.
  static let mostVariants = 8

  /// One line, and no option.
  private static func isPlain(_ word: String) -> Bool {
    !word.hasPrefix("-") && word.utf8.count <= 1000
      && word.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }
}
