import Testing

@Suite struct `The scanner of Swift files` {
  private func text(_ code: String) -> SwiftText { SwiftText(path: "x.swift", text: code) }

  @Test func `comments and strings are no code`() {
    let text = text(
      """
      let a = "print(1)" // print(2)
      /* print(3) /* nested */ print(4) */ let b = 5
      let c = "x \\("print(6)") y"; let d = #"print(7)\\"# + \"\"\"
        print(8)
        \"\"\"
      """)
    let code = text.code.joined(separator: "\n")
    #expect(!code.contains("print"))
    #expect(code.contains("let b = 5"))
    #expect(code.contains("let d ="))
    #expect(text.code.count == text.lines.count)
  }

  @Test func `imports of every form are found`() {
    let text = text(
      """
      import A
      public import B
      @_implementationOnly import C
      import struct D.Thing
      internal import E.Sub
      @preconcurrency public import F
      // import G
      let x = "import H"
      """)
    #expect(text.imports.map(\.module) == ["A", "B", "C", "D", "E", "F"])
    #expect(text.imports.map(\.line) == [0, 1, 2, 3, 4, 5])
  }

  @Test func `the length of a function is that of its declaration and body`() {
    let text = text(
      """
      func one() {
        if true { return }
      }
      protocol P {
        func two()
      }
      extension P {
      }
      struct S {
        init(
          a: Int = { 1 }()
        ) {
          let f = { 2 }
        }
      }
      """)
    #expect(text.functionBodies.map(\.lines).sorted() == [3, 5])
  }

  @Test func `a public function without a comment is found`() {
    let text = text(
      """
      /// Good.
      @inlinable
      public static func good() {}
      public func bad() {}
      public static func < (a: Int, b: Int) -> Bool { true }
      public struct Bad {}
        public var speaksForItself = 1
      """)
    #expect(text.undocumentedPublicDeclarations == [3, 5])
  }
}
