import Experiments
import Foundation

/// A figure of a run by arithmetic over metrics: `1 - tiers.server.states.0`.
struct Figure {
  private let text: [Character]
  private let metrics: [String: Double]

  /// The value of `expression` for a run; nil when a metric has none.
  static func value(_ expression: String, _ list: MetricList) -> Double? {
    var metrics: [String: Double] = [:]
    for entry in list.entries { metrics[entry.name] = entry.value }
    let figure = Figure(text: Array(expression), metrics: metrics)
    var position = 0
    guard let value = figure.sum(&position), position == figure.text.count else { return nil }
    return value
  }

  private func sum(_ position: inout Int) -> Double? {
    guard var value = product(&position) else { return nil }
    while position < text.count, "+-".contains(text[position]) {
      let isPlus = text[position] == "+"
      position += 1
      guard let next = product(&position) else { return nil }
      value += isPlus ? next : -next
    }
    return value
  }

  private func product(_ position: inout Int) -> Double? {
    guard var value = power(&position) else { return nil }
    while position < text.count, "*/".contains(text[position]) {
      let isTimes = text[position] == "*"
      position += 1
      guard let next = power(&position) else { return nil }
      value = isTimes ? value * next : value / next
    }
    return value
  }

  private func power(_ position: inout Int) -> Double? {
    guard let base = atom(&position) else { return nil }
    guard position < text.count, text[position] == "^" else { return base }
    position += 1
    return atom(&position).map { pow(base, $0) }
  }

  private func atom(_ position: inout Int) -> Double? {
    guard position < text.count else { return nil }
    if text[position] == "(" {
      position += 1
      guard let value = sum(&position), position < text.count, text[position] == ")" else {
        return nil
      }
      position += 1
      return value
    }
    var word = ""
    while position < text.count, !"+-*/^()".contains(text[position]) {
      word.append(text[position])
      position += 1
    }
    return Double(word) ?? metrics[word]
  }
}
