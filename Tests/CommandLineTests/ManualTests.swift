import Foundation
import TestSupport
import Testing

@Suite struct `The manual and the completions` {
  private func hongbao(_ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(arguments).run()
  }

  @Test func `every verb has a page with examples and exit statuses`() throws {
    let folder = try TemporaryFolder()
    #expect(try hongbao("man", "--folder", folder.root).status == 0)
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.root).sorted()
    #expect(pages.contains("hongbao.1") && pages.contains("hongbao-launch-slurm.1"))
    let table = try hongbao("help", "exit-codes").output
    for page in pages {
      let text = try String(contentsOfFile: folder.path(page), encoding: .utf8)
      for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "EXIT STATUS", "SEE ALSO"] {
        #expect(text.contains("\n.SH \(section)\n"), "\(page): \(section)")
      }
      for line in table.split(separator: "\n").dropFirst() {
        let number = line.split(separator: " ").first ?? ""
        #expect(text.contains("\n\\fB\(number)\\fR\n"), "\(page): \(number)")
      }
      // A line that begins with a full stop is a request: only known ones.
      let requests = text.split(separator: "\n").filter { $0.hasPrefix(".") }
        .map { $0.split(separator: " ")[0] }
      #expect(Set(requests).isSubset(of: [".TH", ".SH", ".TP", ".PP", ".nf", ".fi"]), "\(page)")
    }
  }

  @Test func `the page of a verb is printed`() throws {
    let end = try hongbao("man", "run")
    #expect(end.status == 0)
    #expect(end.output.hasPrefix(".TH HONGBAO\\-RUN 1 "))
    #expect(end.output.contains("\\fB\\-\\-seed <n>\\fR\n"))
    let launch = try hongbao("man", "launch", "slurm")
    #expect(launch.output.hasPrefix(".TH HONGBAO\\-LAUNCH\\-SLURM 1 "))
  }

  @Test func `every verb is in the help, and in the page of the tool`() throws {
    let help = try hongbao("--help").output
    let page = try hongbao("man").output
    for verb in [
      "run", "watch", "inspect", "report", "export", "import", "migrate", "init", "doctor",
      "completions", "man", "licenses", "launch",
    ] {
      #expect(help.contains("\n  \(verb) "), "\(verb)")
      #expect(page.contains("\n\\fB\(verb)\\fR\n"), "\(verb)")
    }
    #expect(page.contains("HONGBAO_OUT") && page.contains("HONGBAO_LOG_LEVEL"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell gets a script with all verbs`(_ shell: String) throws {
    let end = try hongbao("completions", shell)
    #expect(end.status == 0)
    for word in [
      "run", "validate", "doctor", "replications", "migrate", "report", "import", "log-level",
    ] {
      #expect(end.output.contains(word), "\(word)")
    }
  }

  @Test func `bash reads its script and completes verbs`() throws {
    let tool = try ProcessRunner.hongbaoPath()
    let script = """
      set -e
      PATH="$(dirname "$1"):$PATH"
      eval "$("$1" completions bash)"
      complete -p hongbao >/dev/null
      COMP_WORDS=(hongbao val) COMP_CWORD=1 COMP_LINE="hongbao val" COMP_POINT=11 COMPREPLY=()
      function_name=$(complete -p hongbao | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function_name" hongbao val hongbao || true
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let end = try ProcessRunner("/bin/bash", ["-c", script, "test", tool]).run()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("validate"), "\(end.output) \(end.error)")
  }

  @Test func `a shell is offered runs and metrics`() throws {
    let bench = try RunWorkbench()
    #expect(
      try ProcessRunner.hongbao(["run", "tiny.yaml", "-q"], folder: bench.folder.root).run().status
        == 0)
    let tool = try ProcessRunner.hongbaoPath()
    func offered(_ line: String) throws -> String {
      let script = """
        cd "$2"
        PATH="$(dirname "$1"):$PATH"
        eval "$("$1" completions bash)"
        COMP_WORDS=(\(line) "") COMP_LINE="\(line) " COMPREPLY=()
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_POINT=${#COMP_LINE}
        function_name=$(complete -p hongbao | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        "$function_name" hongbao "" "${COMP_WORDS[-2]}" || true
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      return try ProcessRunner("/bin/bash", ["-c", script, "test", tool, bench.folder.root]).run()
        .output
    }
    for verb in ["runs show", "report", "export"] {
      let words = try offered("hongbao \(verb)")
      #expect(words.contains("tiny-test-") && words.contains("latest"), "\(verb)")
    }
    #expect(
      try offered("hongbao compare tiny.yaml --metric").contains("tiers.settlement.wait_ms.mean"))
  }

  @Test func `the licences of what is inside are told`() throws {
    let end = try hongbao("licenses")
    #expect(end.status == 0)
    for name in ["swift-argument-parser", "Yams", "LibYAML", "Apache License"] {
      #expect(end.output.contains(name))
    }
  }
}
