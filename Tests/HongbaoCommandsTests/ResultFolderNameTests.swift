import HongbaoCommands
import Testing

@Suite struct `Result folder names` {
  @Test(arguments: [
    ("New Year peak", "new-year-peak"), ("红包 2017", "红包-2017"), ("../../etc", "etc"),
    (".hidden", "hidden"), ("", "scenario"), ("///", "scenario"), ("a/b\\c", "a-b-c"),
    ("A\u{202E}b", "a-b"), ("x\u{0}y", "x-y"), ("cafe\u{301}", "caf\u{e9}"), ("--a--", "a"),
  ])
  func `a slug is made of letters and digits`(_ name: String, _ slug: String) {
    #expect(Array(ResultFolderName.slug(of: name).utf8) == Array(slug.utf8))
  }

  @Test(arguments: [
    String(repeating: "long name ", count: 100), String(repeating: "红", count: 100),
    String(repeating: "a", count: 81),
  ])
  func `a slug is at most 80 bytes and ends with a whole character`(_ name: String) {
    let slug = ResultFolderName.slug(of: name)
    #expect(slug.utf8.count <= 80)
    #expect(slug.utf8.count > 70)
    #expect(!slug.hasSuffix("-"))
    #expect(String(validating: Array(slug.utf8), as: UTF8.self) != nil)
  }

  @Test func `seed and digest name the run`() {
    #expect(
      ResultFolderName.run(seed: .max, digest: "0123456789abcdef")
        == "seed-18446744073709551615-01234567")
  }
}
