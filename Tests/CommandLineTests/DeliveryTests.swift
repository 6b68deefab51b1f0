import Foundation
import TestSupport
import Testing

@Suite struct `Reports for CI systems` {
  private let failing = TinyScenario.text(objective: "p99(claim) < 1us")

  @Test func `JUnit XML and a summary are written, whatever the objectives came to`() throws {
    let bench = try RunWorkbench(failing)
    let end = try bench.run("--junit", "junit.xml", "--summary", "summary.md", "--quiet")
    #expect(end.status == 99)
    let junit = try bench.text("junit.xml")
    #expect(junit.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"))
    #expect(junit.contains("tests=\"2\" failures=\"1\" errors=\"0\""))
    #expect(junit.contains("name=\"p99(claim) &lt; 1us\""))
    #expect(junit.contains("file=\"tiny.yaml\" line=\""))
    #expect(try bench.text("summary.md").contains("FAIL"))
    #expect(bench.names("").filter { $0.hasPrefix(".tmp.") }.isEmpty)
  }

  @Test func `a file that cannot be made is status 73, and the result is there`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--junit", "no/such/junit.xml")
    #expect(end.status == 73)
    #expect(end.error.contains("error: cannot create `no/such/junit.xml`: No such file"))
    #expect(bench.names(try bench.onlyRun()).count == 4)
    #expect(!end.output.isEmpty)
  }

  @Test func `a shard has no result to report on`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--replications", "2", "--shard", "0/2", "--junit", "junit.xml")
    #expect(end.status == 64)
  }

  @Test func `GitHub gets an annotation a failed objective, and the summary once`() throws {
    let bench = try RunWorkbench(failing)
    let summary = try bench.folder.write("before\n", to: "step.md")
    let environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary]
    for arguments in [[], ["--summary", summary]] {
      let end = try ProcessRunner.hongbao(
        ["run", "tiny.yaml", "--quiet"] + arguments, folder: bench.folder.root,
        environment: environment
      ).run()
      #expect(end.status == 99)
      let line = /::error file=tiny.yaml,line=\d+,title=objective failed::p99\(claim\).*: measured/
      #expect(end.error.contains(line))
    }
    let text = try bench.text("step.md")
    #expect(text.hasPrefix("before\n## Tiny test\n"))
    #expect(text.components(separatedBy: "## Tiny test\n").count == 3)
    let elsewhere = try ProcessRunner.hongbao(
      ["run", "tiny.yaml", "--quiet"], folder: bench.folder.root,
      environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "/no/such/folder/step.md"]
    ).run()
    #expect(elsewhere.status == 99)
    #expect(elsewhere.error.contains("warning: no summary for GitHub: cannot open"))
  }
}
