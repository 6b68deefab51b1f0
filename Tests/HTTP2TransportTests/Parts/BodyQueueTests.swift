import HTTP2Transport
import Testing

@Suite struct `Body queue` {
  private static func take(_ queue: inout BodyQueue, _ count: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = bytes.withUnsafeMutableBytes { queue.take(into: $0) }
    return String(decoding: bytes[..<filled], as: UTF8.self)
  }

  @Test func `a snapshot that waits is replaced, events are not`() {
    var queue = BodyQueue()
    queue.append(Array("a".utf8), isSnapshot: false)
    queue.append(Array("old".utf8), isSnapshot: true)
    queue.append(Array("b".utf8), isSnapshot: false)
    queue.append(Array("new".utf8), isSnapshot: true)
    #expect(queue.count == 5)
    #expect(Self.take(&queue, 100) == "abnew")
    #expect(queue.count == 0)
  }

  @Test func `a snapshot that has begun to leave goes on`() {
    var queue = BodyQueue()
    queue.append(Array("first".utf8), isSnapshot: true)
    #expect(Self.take(&queue, 2) == "fi")
    queue.append(Array("second".utf8), isSnapshot: true)
    queue.append(Array("third".utf8), isSnapshot: true)
    #expect(Self.take(&queue, 100) == "rstthird")
  }

  @Test func `a body is done when it is finished and has left`() {
    var queue = BodyQueue()
    queue.append(Array("x".utf8), isSnapshot: false)
    queue.isFinished = true
    #expect(!queue.isDone)
    queue.append(Array("too late".utf8), isSnapshot: false)
    #expect(Self.take(&queue, 10) == "x")
    #expect(queue.isDone)
  }

  @Test func `many pieces come out in order, whatever is taken at once`() {
    var queue = BodyQueue()
    var expected = ""
    var found = ""
    for number in 0..<500 {
      queue.append(Array("\(number),".utf8), isSnapshot: false)
      expected += "\(number),"
      if number.isMultiple(of: 3) { found += Self.take(&queue, number % 11) }
    }
    found += Self.take(&queue, 100_000)
    #expect(found == expected)
  }
}
