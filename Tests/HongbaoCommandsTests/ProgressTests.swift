import HongbaoCommands
import Testing

@Suite struct `Progress` {
  /// The seconds at which a run with a call every tenth of a second shows a line.
  private func shown(isTerminal: Bool, seconds: Double) -> [Double] {
    var schedule = ProgressSchedule(isTerminal: isTerminal)
    return (0...Int(seconds * 10)).map { Double($0) / 10 }.filter { schedule.isDue(at: $0) }
  }

  @Test(arguments: [true, false])
  func `a run below two seconds is silent`(_ isTerminal: Bool) {
    #expect(shown(isTerminal: isTerminal, seconds: 1.9).isEmpty)
  }

  @Test func `a terminal gets 2 to 10 lines a second`() {
    let times = shown(isTerminal: true, seconds: 12).filter { $0 > 2 }
    #expect((20...100).contains(times.count))
  }

  @Test func `a file gets a line every five seconds`() {
    #expect(shown(isTerminal: false, seconds: 13) == [2, 7, 12])
  }

  @Test func `a line tells percent, simulated time, events per second and the time left`() {
    #expect(
      ProgressText.line(
        simulatedSeconds: 15, totalSeconds: 60, events: 42_600_000, wallSeconds: 3)
        == " 25 %  15.0 s of 60.0 s simulated  14.2 M events/s  0:09 left")
  }

  @Test func `nothing simulated yet means no guess of the time left`() {
    #expect(
      ProgressText.line(simulatedSeconds: 0, totalSeconds: 60, events: 0, wallSeconds: 3)
        == "  0 %  0.0 s of 60.0 s simulated  0 events/s")
  }

  @Test(arguments: [
    (0.0, "0:00"), (6.2, "0:07"), (760, "12:40"), (3723, "1:02:03"), (1e12, "99:59:59"),
    (Double.infinity, "99:59:59"),
  ])
  func `a clock shows minutes and hours`(_ seconds: Double, _ text: String) {
    #expect(ProgressText.clock(seconds) == text)
  }
}
