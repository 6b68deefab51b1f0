import Foundation
import TestSupport
import Testing

@Suite struct `hongbao init` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func hongbao(_ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(arguments, folder: folder.root).run()
  }

  private static let templates = [
    ("minimal", ["minimal"]), ("red-packet-peak", ["red-packet-peak"]),
    ("flash-sale", ["flash-sale"]), ("ticket-drop", ["ticket-drop"]),
    ("two-topologies", ["evening-small", "evening-large"]), ("trace-replay", ["trace-replay"]),
  ]

  @Test(arguments: templates)
  func `every template is valid and runs`(_ template: String, _ scenarios: [String]) throws {
    let end = try hongbao("init", "new", "--template", template)
    #expect(end.status == 0, "\(end.error)")
    for scenario in scenarios {
      let file = "new/\(scenario).yaml"
      let valid = try hongbao("validate", file)
      #expect(valid.status == 0, "\(valid.error)")
      // That the sale is more than the cluster can do is what it shows.
      #expect(valid.error.isEmpty || template == "flash-sale", "\(valid.error)")
      let text = try String(contentsOfFile: folder.path(file), encoding: .utf8)
      #expect(text.hasPrefix("# yaml-language-server: $schema=hongbao.schema.json\n# $schema: "))
      // Short: objectives are of the whole run.
      let run = try hongbao(
        "run", file, "--set", "duration=1500ms", "--set", "warmup=300ms", "--quiet")
      #expect(run.status == 0 || run.status == 99, "\(run.error)")
    }
    let schema = try String(contentsOfFile: folder.path("new/hongbao.schema.json"), encoding: .utf8)
    #expect(try JSONDocument(schema)["$schema"] != nil)
  }

  @Test func `the smallest one holds its objectives`() throws {
    #expect(try hongbao("init").status == 0)
    let run = try hongbao("run", "minimal.yaml", "--quiet")
    #expect(run.status == 0, "\(run.error)")
  }

  @Test func `nothing is overwritten`() throws {
    try folder.write("mine\n", to: "cluster-large.yaml")
    let end = try hongbao("init", "--template", "two-topologies")
    #expect(end.status == 73)
    #expect(end.error == "error: cannot create `cluster-large.yaml`: File exists\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.root)
    #expect(names == ["cluster-large.yaml"])
  }

  @Test func `a name with an ending is that of the main file`() throws {
    let end = try hongbao("init", "sub/party.yaml", "--template", "two-topologies")
    #expect(end.status == 0, "\(end.error)")
    #expect(end.error.hasSuffix("note: `hongbao run sub/party.yaml` runs it\n"))
    #expect(try hongbao("validate", "sub/party.yaml", "sub/evening-large.yaml").status == 0)
  }

  @Test func `the list names every template`() throws {
    let end = try hongbao("init", "--list")
    #expect(end.status == 0)
    let names = end.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(names.map(String.init) == Self.templates.map(\.0))
  }

  @Test func `a mistyped template is a wrong use with a suggestion`() throws {
    let end = try hongbao("init", "--template", "flash-sael")
    #expect(end.status == 64)
    #expect(end.error.contains("did you mean 'flash-sale'?"))
  }
}
