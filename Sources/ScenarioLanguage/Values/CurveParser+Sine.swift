import Glibc
import Quantities
import ScenarioTypes

/// Curves that swing for ever: `sine(mean 100/s swing 50/s period 24h)`.
extension ScenarioDecoder {
  /// Straight pieces of a period; the error against the sine is below swing x 5e-6.
  private static let pieces: Int64 = 1024
  private static let shortestPeriod = TimeSpan(nanoseconds: 1_000_000)

  /// The rate mean + swing x sin(2 pi t / period), in straight pieces.
  func sine(_ phrase: inout Phrase, path: String) -> RateCurve? {
    let expected = "sine(mean 100/s swing 50/s period 24h)"
    let node = phrase.node
    func refuse(_ span: SourceSpan, _ message: String, help: String? = nil) -> RateCurve? {
      findings.add(
        .malformedCurve, at: span, message, label: "expected for example \(expected)",
        help: help, path: path)
      return nil
    }
    phrase.position += 1
    guard phrase.skip("(") else { return refuse(phrase.here, "`sine` needs its parameters") }
    var rates: [String: Rate] = [:]
    var period: TimeSpan?
    while let name = phrase.next(), name.text != ")" {
      if name.text == "," { continue }
      guard ["mean", "swing", "period"].contains(name.text) else {
        return refuse(phrase.span(name), "`\(shown(name.text))` is no parameter of `sine`")
      }
      guard rates[name.text] == nil, name.text != "period" || period == nil else {
        return refuse(phrase.span(name), "`\(name.text)` is given twice")
      }
      let units =
        name.text == "period"
        ? Amount.units(.time) : ["/s", "/min", "/h", "/d", "k/s", "M/s", "k/min"]
      guard let word = phrase.quantity(units: units) else {
        return refuse(phrase.here, "`\(name.text)` has no value", help: phrase.commaAdvice)
      }
      do throws(QuantityError) {
        if name.text == "period" {
          period = try Self.boundedTime(word.text)
        } else {
          rates[name.text] = try Self.boundedRate(word.text)
        }
      } catch {
        findings.add(error, at: phrase.span(word), path: path)
        return nil
      }
    }
    guard phrase.isAtEnd, phrase.peek(-1)?.text == ")" else {
      return refuse(phrase.here, "the sine does not end well", help: phrase.commaAdvice)
    }
    guard let mean = rates["mean"], let swing = rates["swing"], let period else {
      return refuse(node.span, "`sine` needs `mean`, `swing` and `period`")
    }
    guard swing <= mean, mean.perSecond + swing.perSecond <= Self.highestRate.perSecond else {
      return refuse(node.span, "the rate of the sine falls below zero or rises too high")
    }
    guard period >= Self.shortestPeriod else {
      return refuse(node.span, "the period of the sine is shorter than 1 ms")
    }
    return Self.sine(mean: mean, swing: swing, period: period)
  }

  private static func sine(mean: Rate, swing: Rate, period: TimeSpan) -> RateCurve {
    let (quotient, rest) = period.nanoseconds.quotientAndRemainder(dividingBy: pieces)
    let points = (0...pieces).map { piece in
      // The quotient is taken apart since period x 1024 may not fit into 64 bits.
      let time = quotient * piece + (rest * piece + pieces / 2) / pieces
      let wave = sin(2 * Double.pi * Double(piece) / Double(pieces))
      // Rounded, so that another C library with another last bit gives the same curve.
      let rate = ((mean.perSecond + swing.perSecond * wave) * 1e6).rounded() / 1e6
      return RateCurve.Point(time: TimeSpan(nanoseconds: time), rate: Rate(perSecond: max(0, rate)))
    }
    let words = "sine(mean \(mean.text) swing \(swing.text) period \(period.text))"
    return RateCurve(points: points, repeats: true, words: words)
  }

  /// A curve with words repeats by itself.
  func periodic(_ curve: RateCurve?, _ fields: Fields) -> RateCurve? {
    guard let entry = fields["repeat"] else { return curve }
    let path = fields.path("repeat")
    guard let word = word(entry.value, among: ["true", "false"], path: path) else { return nil }
    if word == "true" { return curve }
    findings.add(
      .keyDoesNotApply, at: entry.keySpan, "a sine repeats by itself",
      label: "expected `repeat: true`, or no `repeat` at all", path: path)
    return nil
  }
}
