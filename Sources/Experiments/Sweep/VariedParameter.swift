/// A value of a scenario that a sweep varies, as `--vary path=values` says it.
///
/// Values are `a,b,c`, or `from..to/step`, or `from..to*factor`, or `from..to` for Latin
/// hypercubes; numbers keep the unit that they are written with, which is the same in all parts:
/// `10ms..50ms/5ms`.
public struct VariedParameter: Hashable, Sendable {
  /// Why a text is no parameter.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
  }

  enum Values: Hashable, Sendable {
    case list([String])
    case range(DecimalRange)
  }

  /// For example `tiers.cache.nodes`.
  public let path: String
  let values: Values
  /// As it was written.
  public let text: String

  /// The most values of one parameter.
  public static var mostValues: Int { 1000 }

  /// Reads `tiers.cache.nodes=64..512/64`.
  public init(parsing text: String) throws(Mistake) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw Mistake(description: "`\(text)` is no path=values, such as load=0.5..2/0.5")
    }
    self.text = text
    path = String(parts[0])
    let words = String(parts[1])
    if let range = try DecimalRange(parsing: words) {
      values = .range(range)
    } else {
      let list = Self.split(words)
      guard !list.contains("") else {
        throw Mistake(description: "`\(words)` has an empty value")
      }
      guard Set(list).count == list.count else {
        throw Mistake(description: "`\(words)` has a value twice")
      }
      values = .list(list)
    }
    if let count = gridValues?.count, count > Self.mostValues {
      throw Mistake(description: "`\(words)` has \(count) values; the most are \(Self.mostValues)")
    }
  }

  /// The values of a grid, in their order; nil for a range without a step.
  public var gridValues: [String]? {
    switch values {
    case .list(let list): list
    case .range(let range): range.steps
    }
  }

  /// Where a value begins in `text`, in Unicode scalars from 0: one of a list stands there itself.
  public func column(of value: String) -> Int {
    let start = path.unicodeScalars.count + 1
    guard case .list = values else { return start }
    let words = String(text.unicodeScalars.dropFirst(start))
    return start + (Self.places(words).first { $0.piece == value }?.column ?? 0)
  }

  /// The value at a place from 0 to 1, excluding 1, for Latin hypercubes.
  func value(at place: Double) -> String {
    switch values {
    case .list(let list): list[min(list.count - 1, Int(place * Double(list.count)))]
    case .range(let range):
      if let steps = range.steps {
        steps[min(steps.count - 1, Int(place * Double(steps.count)))]
      } else {
        range.value(at: place)
      }
    }
  }

  /// Pieces between commas that are in no brackets or quotes, without the space around.
  public static func split(_ text: String) -> [String] { places(text).map(\.piece) }

  /// The same with the column at which each begins, in Unicode scalars from 0.
  public static func places(_ text: String) -> [(piece: String, column: Int)] {
    var pieces: [(piece: String, column: Int)] = []
    var piece = ""
    var start = 0
    var column = 0
    var depth = 0
    var quote: Character?
    func end() -> (piece: String, column: Int) {
      (trimmed(piece), start + piece.prefix { $0 == " " }.count)
    }
    for character in text {
      column += character.unicodeScalars.count
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      } else if character == ",", depth == 0 {
        pieces.append(end())
        piece = ""
        start = column
        continue
      }
      piece.append(character)
    }
    return pieces + [end()]
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
