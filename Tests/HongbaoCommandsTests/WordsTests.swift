import HongbaoCommands
import ScenarioLanguage
import Testing

@Suite struct `Words of the command line` {
  private let verbs = ["run", "validate", "schema", "explain", "help"]

  @Test(arguments: [
    ("rnu", "run"), ("ru", "run"), ("Run", "run"), ("valdiate", "validate"), ("shema", "schema"),
    ("explian", "explain"),
  ])
  func `a mistyped verb gets a suggestion`(_ word: String, _ meant: String) throws {
    let complaint = try #require(
      VerbSuggestion.complaint(about: [word, "x.yaml"], verbs: verbs))
    #expect(complaint == "unknown verb `\(word)`; did you mean `\(meant)`?")
  }

  @Test func `a word that is near to none gets the list`() {
    #expect(
      VerbSuggestion.complaint(about: ["simulate"], verbs: verbs)
        == "unknown verb `simulate`; expected one of: run, validate, schema, explain, help")
  }

  @Test(arguments: [["run", "x"], ["--version"], []])
  func `verbs and options pass`(_ arguments: [String]) {
    #expect(VerbSuggestion.complaint(about: arguments, verbs: verbs) == nil)
  }

  @Test(arguments: [
    ("0", UInt64(0)), ("18446744073709551615", UInt64.max), ("007", 7), ("-1", nil), ("+1", nil),
    ("18446744073709551616", nil), ("", nil), ("1.0", nil), ("0x1", nil), ("\u{661}", nil),
  ])
  func `a seed is a whole number of 64 bits`(_ text: String, _ seed: UInt64?) {
    #expect(SeedText.seed(text) == seed)
  }

  @Test(arguments: [
    ("a/b-1.yaml", "a/b-1.yaml"), ("tiers.cache.nodes=96", "tiers.cache.nodes=96"),
    ("my file", "'my file'"), ("it's", "'it'\\''s'"), ("", "''"), ("$(x)", "'$(x)'"),
    ("红包", "'红包'"),
  ])
  func `a shell reads a quoted word as it was`(_ word: String, _ quoted: String) {
    #expect(ShellWords.quoted(word) == quoted)
  }

  @Test func `an annotation escapes what GitHub reads as syntax`() {
    let diagnostic = Diagnostic(
      code: "S0204", message: "100 % wrong\nsecond line", file: "a,b:c.yaml", line: 4, column: 13,
      help: "did you mean `x`?")
    #expect(
      WorkflowAnnotation(diagnostic).command
        == "::error file=a%2Cb%3Ac.yaml,line=4,col=13,title=S0204::"
        + "100 %25 wrong%0Asecond line; did you mean `x`?")
  }

  @Test func `every exit status stands in the table with its meaning`() {
    let lines = ExitStatus.table.split(separator: "\n").dropFirst()
    #expect(lines.count == ExitStatus.allCases.count)
    for (line, status) in zip(lines, ExitStatus.allCases) {
      #expect(line.hasPrefix("  \(status.rawValue) "))
      #expect(line.hasSuffix(status.meaning))
    }
  }
}
