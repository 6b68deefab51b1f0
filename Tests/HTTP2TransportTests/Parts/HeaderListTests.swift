import HTTP2Transport
import Testing

@Suite struct `Header list` {
  @Test func `fields come back as they were, in order`() {
    let long = String(repeating: "y", count: 70_000)
    let list = HeaderList([("a", ""), ("set-cookie", "1"), ("set-cookie", long)])
    #expect(list.count == 3)
    #expect(list["a"]?.isEmpty == true)
    #expect(list["set-cookie"] == "1")
    #expect(list["b"] == nil)
    #expect(list.occurrences(of: "set-cookie") == 2)
    #expect(list.fields.map(\.name) == ["a", "set-cookie", "set-cookie"])
    #expect(list.fields.last?.value == long)
  }

  @Test func `a value cannot end its line`() {
    #expect(HeaderList([("a", "b\r\nset-cookie: c\0")])["a"] == "b  set-cookie: c ")
  }

  @Test func `an emptied list can be filled again`() {
    var list = HeaderList([("a", "1")])
    list.removeAll()
    #expect(list.count == 0 && list.fields.isEmpty)
    list.append("b", "2")
    #expect(list["a"] == nil && list["b"] == "2")
  }
}
