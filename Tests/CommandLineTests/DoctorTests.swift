import TestSupport
import Testing

@Suite struct `hongbao doctor` {
  private func doctor(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["doctor"] + arguments, environment: environment).run()
  }

  @Test func `every line says how it is, and what to do where it is not well`() throws {
    let end = try doctor()
    #expect(end.status == 0, "\(end.output)")
    var last = ""
    for line in end.output.split(separator: "\n") {
      let isFix = line.drop { $0 == " " }.hasPrefix("-> ")
      if isFix {
        #expect(last.hasPrefix("! WARN"), "\(line)")
      } else {
        #expect(line.hasPrefix("✓ OK ") || line.hasPrefix("! WARN"), "\(line)")
      }
      last = String(line)
    }
    for name in ["processors", "memory", "disk", "Swift", "MPI", "nghttp2", "SQLite", "browser"] {
      #expect(end.output.contains("  \(name) "), "\(name)")
    }
  }

  @Test func `as JSON it has the same checks`() throws {
    let end = try doctor("--json")
    #expect(end.status == 0)
    let document = try JSONDocument(end.output)
    #expect(document["schemaVersion"]?.number == 1)
    let checks = document["checks"]?.elements ?? []
    #expect(checks.count >= 12)
    for check in checks {
      let state = try #require(check["state"]?.string)
      #expect(["ok", "warn"].contains(state))
      #expect((check["fix"]?.string == nil) == (state == "ok"))
    }
  }

  @Test func `a machine on which nothing runs is status 69`() throws {
    let end = try doctor(environment: ["HONGBAO_MEMORY": "16MiB"])
    #expect(end.status == 69)
    #expect(end.output.contains("✗ FAIL  memory"))
    #expect(end.output.contains("16 MiB free of 16 MiB (HONGBAO_MEMORY)"))
  }

  @Test func `without UTF-8 it stays within ASCII`() throws {
    let end = try doctor(environment: ["LANG": "C"])
    #expect(end.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(end.output.contains("locale"))
  }
}
