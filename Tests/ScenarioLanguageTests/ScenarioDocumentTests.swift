import Foundation
import ScenarioTypes
import TestSupport
import Testing

import ScenarioLanguage

@Suite struct `Documented scenarios` {
  /// A block of YAML in a document.
  struct Block: CustomStringConvertible, Sendable {
    var document: String
    var line: Int
    var text: String

    var description: String { "\(document):\(line)" }
    /// The text with what makes a part a scenario: its version and what it stands on.
    var wholeText: String {
      guard !isScenario else { return text }
      return "version: 1\n" + (text.contains("base:") ? "" : "base: first.yaml\n") + text
    }
    /// Whole scenarios begin with their version, comments apart; parts do not.
    var isScenario: Bool {
      text.split(separator: "\n").first { !$0.hasPrefix("#") }?.hasPrefix("version:") == true
    }
  }

  static let reference = "docs/scenario-language.md"

  /// The fenced blocks of YAML in the README and in docs/.
  static func blocks() throws -> [Block] {
    let root = ScenarioFixture.repository
    var paths = ["README.md"]
    if let names = FileManager.default.enumerator(atPath: "\(root)/docs") {
      paths += names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
        .map { "docs/\($0)" }
    }
    return try paths.filter { FileManager.default.fileExists(atPath: "\(root)/\($0)") }
      .flatMap { try blocks(of: $0, in: root) }
  }

  private static func blocks(of document: String, in root: String) throws -> [Block] {
    let text = try String(contentsOfFile: "\(root)/\(document)", encoding: .utf8)
    var blocks: [Block] = []
    var open: Block?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if let block = open {
        if line.hasPrefix("```") {
          blocks.append(block)
          open = nil
        } else {
          open?.text += line + "\n"
        }
      } else if line == "```yaml" {
        open = Block(document: document, line: index + 1, text: "")
      }
    }
    return blocks
  }

  @Test(arguments: try blocks().filter(\.isScenario))
  func `a whole scenario in a document loads, in the reference without a warning`(_ block: Block)
    throws
  {
    let loaded = try ScenarioFixture.load(text: block.text, beside: try Self.clusters())
    #expect(loaded.warnings.isEmpty || block.document != Self.reference)
  }

  /// The files of topologies/, which blocks may name.
  private static func clusters() throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try ScenarioFixture.topologies() {
      let name = URL(fileURLWithPath: path).lastPathComponent
      files[name] = try String(contentsOfFile: path, encoding: .utf8)
    }
    return files
  }

  @Test func `the reference holds whole scenarios`() throws {
    let reference = try Self.blocks().filter { $0.document == Self.reference }
    #expect(reference.filter(\.isScenario).count >= 2)
    #expect(reference.contains { !$0.isScenario })
  }

  /// The part loads as the words of a scenario on top of the first one of the reference.
  @Test func `every part in the reference loads on top of the first scenario`() throws {
    let reference = try Self.blocks().filter { $0.document == Self.reference }
    let first = try #require(reference.first { $0.isScenario })
    for part in reference where !part.isScenario {
      let files = try Self.clusters().merging(
        [
          "first.yaml": first.text, "rates.csv": "time,rate\n0s,12k/s\n10s,35k/s\n",
          "service.csv": "value\n1ms\n2ms\n",
        ]) { $1 }
      do {
        _ = try ScenarioFixture.load(text: part.wholeText, beside: files)
      } catch {
        Issue.record("\(part): \(error)")
      }
    }
  }

  @Test func `every command of the reference that sets something does so`() throws {
    let path = "\(ScenarioFixture.repository)/\(Self.reference)"
    let peak = "\(ScenarioFixture.repository)/topologies/new-year-peak.yaml"
    let plain = try ScenarioFixture.load(peak)
    let commands = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("hongbao run") && $0.contains("--set") }
    #expect(commands.count >= 3)
    for command in commands {
      let overrides = command.matches(of: #/--set (?:'([^']*)'|(\S+))/#).map {
        String($0.output.1 ?? $0.output.2 ?? "")
      }
      #expect(!overrides.isEmpty)
      let loaded = try ScenarioFixture.load(peak, overrides: overrides)
      #expect(loaded.digest != plain.digest, "\(command)")
    }
  }

  @Test func `the reference names every key, distribution, metric and fault`() throws {
    let path = "\(ScenarioFixture.repository)/docs/scenario-language.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let tables = [
      Grammar.scenario, Grammar.tier, Grammar.admission, Grammar.compareAndSwap, Grammar.flowPath,
      Grammar.verdicts, Grammar.network, Grammar.linkTable, Grammar.accessNetwork,
      Grammar.population, Grammar.arrivals, Grammar.requests, Grammar.curve, Grammar.group,
      Grammar.tries, Grammar.fault,
    ]
    for key in tables.flatMap(\.keys) {
      #expect(text.contains("`\(key.name)`"), "key \(key.name)")
      if let fallback = key.fallback, key.scope != .always {
        #expect(text.contains("`\(fallback)`"), "default \(fallback) of \(key.name)")
      }
    }
    for name in DistributionFamily.names { #expect(text.contains("`\(name)"), "\(name)") }
    for name in ScenarioDecoder.metricNames { #expect(text.contains("`\(name)"), "\(name)") }
  }
}
