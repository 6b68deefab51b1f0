import Foundation
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// Mutated scenarios: whatever the text, the loader answers and never traps.
///
/// The mutations come from a fixed seed, so a case that fails fails again: the message names it.
@Suite struct FuzzTests {
  /// SplitMix64, with the constants of its author (Vigna); good enough to pick mutations.
  struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
      limit <= 0 ? 0 : Int(next() % UInt64(limit))
    }
  }

  /// Texts that have hurt readers of YAML and of numbers before.
  static let pieces = [
    "&a ", "*a", "? ", "!!str ", "<<: ", "[", "]", "{", "}", "'", "\"", "|", ">-", "%", "\t", "\r",
    "---", "...", "#", ": ", "- ", "\0", "\u{FEFF}", "\u{202E}", "\u{85}", "\u{2028}", "红包", "🧧",
    "1e400", "-0", "-1", "1e-400", "99999999999999999999", "9223372036854775807ns", "1e308/s",
    "0x1p4", ".inf", ".nan", "20:00", "on", "yes", "~", "null", "5 m", "100.0000001%", "1_000",
    "lognormal(", ")", "min 1ms", "max 0s", "from /dev/zero", "from .", "cache/0..999999999",
    "empirical(p0 1ms p100 1ms)", "hyperexponential(100% 1ns)", "erlang(k 1000000 mean 1ns)",
    "gamma(mean 1ns cv 1e-300)", "pareto(min 1ns shape 1e-300)", "weibull(scale 1ns shape 1e-300)",
    "bounded-pareto(min 1ns max 3000000000s shape 1)", "lognormal(p50 1ns p99 3000000000s)",
    "1 + 1 + 1", "nodes: 1000000", "base: new-year-peak.yaml", "topology: wechat-2015.yaml",
    "repeat: true", "\u{E000}", String(repeating: "[", count: 60),
    String(repeating: "- ", count: 60),
  ]

  private static func mutated(_ text: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = text
    for _ in 0...dice.below(4) {
      let place = dice.below(bytes.count)
      switch dice.below(7) {
      case 0 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
      case 1 where !bytes.isEmpty:
        bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(12)))
      case 2: bytes.insert(contentsOf: pieces[dice.below(pieces.count)].utf8, at: place)
      case 3:
        bytes = lines(bytes, &dice) { lines, dice in lines.remove(at: dice.below(lines.count)) }
      case 4:
        bytes = lines(bytes, &dice) { lines, dice in
          lines.insert(lines[dice.below(lines.count)], at: dice.below(lines.count))
        }
      case 5: bytes = replacedWord(bytes, &dice)
      default: bytes.removeSubrange(min(place, max(0, bytes.count - 40))...)
      }
    }
    return bytes
  }

  private static func lines(
    _ bytes: [UInt8], _ dice: inout Dice, _ change: (inout [ArraySlice<UInt8>], inout Dice) -> Void
  ) -> [UInt8] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    change(&lines, &dice)
    return Array(lines.joined(separator: [10]))
  }

  /// Puts a piece in the place of a value.
  private static func replacedWord(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var words = bytes.split(separator: 32, omittingEmptySubsequences: false)
    words[dice.below(words.count)] = Array(pieces[dice.below(pieces.count)].utf8)[...]
    return Array(words.joined(separator: [32]))
  }

  @Test(arguments: 0..<8)
  func `no text makes the loader trap`(batch: Int) throws {
    let seeds = try ScenarioFixture.topologies().map { path in
      (path, Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }
    var files: [String: String] = [:]
    for (path, bytes) in seeds {
      files[URL(fileURLWithPath: path).lastPathComponent] = String(decoding: bytes, as: UTF8.self)
    }
    try ScenarioFixture.withFolder(files) { folder in
      var dice = Dice(state: UInt64(batch))
      var loadedCount = 0
      var invalidCount = 0
      let path = "\(folder)/mutant.yaml"
      for _ in 0..<250 {
        let original = seeds[dice.below(seeds.count)].1
        try Data(Self.mutated(original, &dice)).write(to: URL(fileURLWithPath: path))
        switch ScenarioLoader.load(path: path) {
        case .loaded(let loaded, _):
          loadedCount += 1
          #expect(loaded.digest.count == 64)
        case .invalid(let items):
          invalidCount += 1
          #expect(items.contains { $0.severity == .error })
          #expect(!DiagnosticRenderer.text(items, color: false, ascii: true).isEmpty)
        case .unreadable(let item):
          Issue.record("a file that is there cannot be read: \(item.message)")
        }
      }
      // Mutants of both kinds, else the mutations are too weak or too strong to find anything.
      #expect(loadedCount > 10)
      #expect(invalidCount > 60)
    }
  }

  @Test func `no override makes the loader trap`() throws {
    let path = ScenarioFixture.repository + "/topologies/first-steps.yaml"
    let targets = [
      "duration", "warmup", "seed", "tiers", "tiers.cache.nodes", "tiers.cache.service",
      "populations.friends.shares", "populations.friends.sends.curve", "faults", "objectives",
      "network.access.wifi.latency", "flow.claim", "tiers..", "", "network.same zone",
    ]
    for target in targets {
      for piece in Self.pieces {
        if case .unreadable(let item) = ScenarioLoader.load(
          path: path, overrides: ["\(target)=\(piece)"])
        {
          Issue.record("unreadable: \(item.message)")
        }
      }
    }
  }
}
