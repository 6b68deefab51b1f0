import Quantities
import ScenarioTypes

/// Cuts a part out of a scenario: a scenario of its own that begins a warm-up before the slice and
/// whose statistics cover exactly the slice.
struct Slicing {
  let wish: SliceWish
  /// Nil: the usual one.
  let warmup: TimeSpan?
  let scenario: Scenario
  let findings: Findings
  private let file: SourceFile

  /// The warm-up where none is asked for. A group that was told before the slice must be back in
  /// it: with the laws of the New Year peak 999 of 1,000 members have seen the message, tapped and
  /// tapped again after 14 s, and three time-outs are 15 s. Twice that.
  static let usualWarmup = TimeSpan(nanoseconds: 60_000_000_000)

  init(_ wish: SliceWish, warmup: TimeSpan?, of scenario: Scenario, findings: Findings) {
    self.wish = wish
    self.warmup = warmup
    self.scenario = scenario
    self.findings = findings
    file = SourceFile(path: "--slice", text: wish.text, shownFirstLine: wish.text)
  }

  private func span(second: Bool) -> SourceSpan {
    let end = wish.text.unicodeScalars.count + 1
    return SourceSpan(
      file: file, line: 1, column: second ? wish.place + 1 : 1,
      endColumn: second ? end : wish.place)
  }

  /// The scenario of the slice; nil after a finding.
  func cut() -> Scenario? {
    guard let (from, to) = borders() else { return nil }
    let length = TimeSpan(nanoseconds: to.nanoseconds - from.nanoseconds)
    let lead = min(warmup ?? Self.usualWarmup, from)
    let start = TimeSpan(nanoseconds: from.nanoseconds - lead.nanoseconds)
    guard start == .zero || canBeginLater() else { return nil }
    var slice = scenario
    slice.duration = TimeSpan(nanoseconds: length.nanoseconds + lead.nanoseconds)
    slice.warmup = lead
    slice.name = "\(scenario.name), \(words(from)) to \(words(to))"
    let note =
      "A slice of \(scenario.duration.text): from \(from.text) to \(to.text), after a warm-up of "
      + "\(lead.text)."
    slice.description = [scenario.description, note].compactMap { $0 }.joined(separator: " ")
    if let clock = scenario.start.flatMap(ClockStart.init) {
      // A start has whole seconds; a slice between them is labelled with the second before.
      slice.start = clock.text(after: start.nanoseconds / 1_000_000_000)
    }
    for index in slice.populations.indices { shift(&slice.populations[index], by: start) }
    slice.faults = scenario.faults.compactMap { shifted($0, by: start, end: slice.duration) }
    slice.probes = scenario.probes.compactMap { probe in
      guard probe >= from, probe <= to else { return nil }
      return TimeSpan(nanoseconds: probe.nanoseconds - start.nanoseconds)
    }
    return slice
  }

  /// The notes of the whole scenario's parameters with what the slice changed: its times. Curves
  /// and faults stand there as they are written.
  func notes(_ notes: [ParameterNote], of slice: Scenario) -> [ParameterNote] {
    let values = [
      "start": slice.start, "duration": slice.duration.text, "warmup": slice.warmup.text,
    ]
    return notes.map { note in
      guard let value = values[note.path], let value, value != note.value else { return note }
      return ParameterNote(
        path: note.path, value: value, provenance: note.provenance,
        source: "of the slice \(wish.text)")
    }
  }

  /// The clock time where the scenario has one, the time of the run otherwise.
  private func words(_ time: TimeSpan) -> String {
    let second: Int64 = 1_000_000_000
    guard let clock = scenario.start.flatMap(ClockStart.init), time.nanoseconds % second == 0 else {
      return time.text
    }
    return clock.timeOfDay(after: time.nanoseconds / second)
  }

  // MARK: Borders

  private func borders() -> (TimeSpan, TimeSpan)? {
    guard let from = time(of: wish.from, notBefore: .zero, second: false),
      let to = time(of: wish.to, notBefore: from, second: true)
    else { return nil }
    for (time, isSecond) in [(from, false), (to, true)]
    where time > scenario.duration || (!isSecond && time == scenario.duration) {
      let given = words(time)
      findings.add(
        .sliceOutsideRun, at: span(second: isSecond),
        "the slice \(isSecond ? "ends" : "begins") at \(given), \(time.text) after the start, but "
          + "the run lasts \(scenario.duration.text)",
        label: "expected a time of the run, up to \(scenario.duration.text) after its start"
          + (scenario.start == nil ? "" : ", \(words(.zero))"))
      return nil
    }
    guard to > from else {
      findings.add(
        .sliceOutsideRun, at: span(second: true), "the slice ends before it begins",
        label: "expected a time after \(from.text)")
      return nil
    }
    return (from, to)
  }

  /// A clock time is its first occurrence at or after the start, or, as the end of a slice, after
  /// its begin.
  private func time(
    of moment: SliceWish.Moment, notBefore earliest: TimeSpan, second: Bool
  ) -> TimeSpan? {
    switch moment {
    case .offset(let time): return time
    case .clock(let seconds):
      guard let clock = scenario.start.flatMap(ClockStart.init) else {
        findings.add(
          .sliceWithoutStart, at: span(second: second),
          "`\(wish.text)` has a clock time, but the scenario does not say when it starts",
          label: "expected a time of the run, such as 10s",
          help: "give the scenario a `start`, for example 2017-01-28T00:04:30+08:00")
        return nil
      }
      let day: Int64 = 86_400_000_000_000
      let first = (seconds - clock.secondOfDay) * 1_000_000_000
      var ahead = (first - earliest.nanoseconds) % day
      if ahead < 0 { ahead += day }
      if second && ahead == 0 { ahead = day }
      return TimeSpan(nanoseconds: earliest.nanoseconds + ahead)
    }
  }

  /// Sources whose state at a later time is drawn from the start of the run cannot begin there.
  private func canBeginLater() -> Bool {
    for population in scenario.populations {
      guard case .requests(let source) = population.source else { continue }
      let key = source.total != nil ? "total" : source.periods != nil ? "periods" : nil
      guard let key else { continue }
      findings.add(
        .sliceNotPossible, at: span(second: false),
        "population `\(population.name)` has `\(key)`, which depends on all that came before",
        label: "expected a slice from the start", path: "populations.\(population.name)")
      return false
    }
    return true
  }

  // MARK: Parts

  private func shift(_ population: inout Population, by start: TimeSpan) {
    guard start > .zero else { return }
    switch population.source {
    case .clients: break
    case .packets(var source):
      source.sends = source.sends.shifted(by: start)
      population.source = .packets(source)
    case .requests(var source):
      source.rate = source.rate.shifted(by: start)
      source.atStart = 0
      source.first = source.first.flatMap { first in
        first < start
          ? nil : TimeSpan(nanoseconds: first.nanoseconds - start.nanoseconds)
      }
      population.source = .requests(source)
    }
  }

  /// What is left of a fault within the slice and its warm-up; nil when nothing is.
  private func shifted(_ fault: Fault, by start: TimeSpan, end: TimeSpan) -> Fault? {
    var fault = fault
    let at = fault.at.nanoseconds - start.nanoseconds
    guard at < end.nanoseconds else { return nil }
    if let lasts = fault.lasts {
      let stop = min(
        Int64.max - max(0, at) < lasts.nanoseconds ? .max : at + lasts.nanoseconds,
        end.nanoseconds)
      guard stop > 0 else { return nil }
      fault.lasts = TimeSpan(nanoseconds: stop - max(0, at))
    }
    fault.at = TimeSpan(nanoseconds: max(0, at))
    return fault
  }
}
