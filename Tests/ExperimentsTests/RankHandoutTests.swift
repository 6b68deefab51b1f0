import Experiments
import Testing

@Suite struct `Pieces for ranks` {
  /// All that is given away at once, as `piece@rank`, with `*` for several threads.
  private func given(_ handout: inout RankHandout) -> [String] {
    var gifts: [String] = []
    while let gift = handout.give() {
      gifts.append("\(gift.piece)@\(gift.rank)" + String(repeating: "*", count: gift.threads - 1))
    }
    return gifts
  }

  @Test func `few pieces go to different ranks and take all their threads`() {
    var handout = RankHandout(2, threads: [2, 3, 1])
    #expect(given(&handout) == ["0@0*", "1@1**"])
    #expect(!handout.isDone)
    handout.done(1)
    handout.done(0)
    #expect(handout.isDone)
  }

  @Test func `many pieces go to the rank that is least busy, and on as threads are free`() {
    var handout = RankHandout(5, threads: [1, 2])
    #expect(given(&handout) == ["0@0", "1@1", "2@1"])
    handout.done(2)
    #expect(given(&handout) == ["3@1"])
    handout.done(0)
    #expect(given(&handout) == ["4@0"])
    for piece in [1, 3, 4] { handout.done(piece) }
    #expect(handout.isDone)
  }

  @Test func `what a rank cannot do comes to rank 0 at once`() {
    var handout = RankHandout(3, threads: [1, 1])
    #expect(given(&handout) == ["0@0", "1@1"])
    handout.giveBack(1)
    #expect(given(&handout) == ["1@0", "2@1"])
    for piece in 0..<3 { handout.done(piece) }
    #expect(handout.isDone)
  }

  @Test func `nothing to do is done`() {
    var handout = RankHandout(0, threads: [1, 1])
    #expect(handout.isDone && handout.give() == nil)
  }
}
