import HongbaoCommands
import Testing
import Yams

@Suite struct `Texts of job files` {
  static let texts = [
    "a: 1\n", "a: 1", "a: 1\n\n\n", "\n\n  first: spaces\n", "  a\n b\n", "", "\n", "   ",
    "tab\there\n", "红包 🧧: \"1\"\n", "a\r\nb\r\n", "bell \u{7}\n",
    "line \u{2028} break\n", "---\na: 1\n...\n", "# a comment\nkey: |\n  text\n\n", "a \n\n  \nb\n",
    "back\\slash 'and' \"quotes\"\n", "\u{85}", "- x: {y: [z]}\n", "plane \u{10FFFD}\n",
  ]

  @Test(arguments: texts)
  func `a block in YAML reads as the text was`(_ text: String) throws {
    let yaml = "data:\n  key: \(YAMLText.block(text, indent: 4))---\nnext: 1\n"
    let objects = Array(try Yams.load_all(yaml: yaml)).compactMap { $0 as? [String: Any] }
    #expect(objects.count == 2)
    #expect((objects.first?["data"] as? [String: String])?["key"] == text, "\(yaml)")
  }

  @Test(arguments: texts)
  func `a quoted scalar in YAML reads as the text was`(_ text: String) throws {
    let read = try Yams.load(yaml: "[\(YAMLText.quoted(text))]") as? [String]
    #expect(read == [text])
  }

  @Test(arguments: [
    ("Tiny test", "hongbao-tiny-test"), ("除夕", "hongbao-01234567"), ("A/B — 2", "hongbao-a-b-2"),
    (String(repeating: "long ", count: 20), "hongbao-long-long-long-long-long-long-lo"),
    ("éa", "hongbao-a"),
  ])
  func `a job's name is one that Slurm and Kubernetes take`(_ name: String, _ job: String) {
    #expect(JobName.of(name, digest: "0123456789abcdef") == job)
    #expect(JobName.isValid(job))
  }

  @Test(arguments: ["", "A", "1a", "a-", "a_b", "a b", String(repeating: "a", count: 41)])
  func `other names are refused`(_ name: String) { #expect(!JobName.isValid(name)) }
}
