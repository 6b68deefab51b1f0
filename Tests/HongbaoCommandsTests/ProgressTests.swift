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
        simulatedSeconds: 15, totalSeconds: 60, eventsPerSecond: 14.2e6, secondsLeft: 8.4)
        == " 25 %  15.0 s of 60.0 s simulated  14.2 M events/s  0:09 left")
  }

  @Test func `nothing simulated yet means no guess of the time left`() {
    #expect(
      ProgressText.line(
        simulatedSeconds: 0, totalSeconds: 60, eventsPerSecond: 0, secondsLeft: nil)
        == "  0 %  0.0 s of 60.0 s simulated  0 events/s")
  }

  @Test func `the pace is that of late, not that of the whole run`() throws {
    var pace = ProgressPace()
    #expect(pace.eventsPerSecond == nil)
    #expect(pace.secondsLeft(totalSeconds: 1000) == nil)
    // A night of 10 simulated seconds a second, then a peak of one.
    for second in 0...50 {
      pace.note(
        wallSeconds: Double(second), simulatedSeconds: Double(second * 10),
        events: UInt64(second * 1000))
    }
    #expect(pace.eventsPerSecond == 1000)
    #expect(pace.secondsLeft(totalSeconds: 1000) == 50)
    for second in 51...80 {
      pace.note(
        wallSeconds: Double(second), simulatedSeconds: Double(500 + second - 50),
        events: UInt64(50_000 + (second - 50) * 9000))
    }
    #expect(pace.eventsPerSecond == 9000)
    #expect(pace.secondsLeft(totalSeconds: 1000) == 470)
  }

  @Test func `a run that goes on from a checkpoint is not thought to be fast`() {
    var pace = ProgressPace()
    pace.note(wallSeconds: 0, simulatedSeconds: 900, events: 9_000_000)
    pace.note(wallSeconds: 2, simulatedSeconds: 910, events: 9_100_000)
    #expect(pace.eventsPerSecond == 50_000)
    #expect(pace.secondsLeft(totalSeconds: 1000) == 18)
  }

  @Test(arguments: [
    (0.0, "0:00"), (6.2, "0:07"), (760, "12:40"), (3723, "1:02:03"), (1e12, "99:59:59"),
    (Double.infinity, "99:59:59"),
  ])
  func `a clock shows minutes and hours`(_ seconds: Double, _ text: String) {
    #expect(ProgressText.clock(seconds) == text)
  }
}
