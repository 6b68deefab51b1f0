/// Regular expressions for the texts of single values, in the dialect that JSON Schema shares with
/// most languages; each is anchored by `whole`.
enum SchemaPattern {
  static let number = "(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"
  static let whole = "(0|[1-9][0-9]*)"
  static let time = "\\+?\(number) *(ns|us|\u{B5}s|\u{3BC}s|ms|s|min|h|d)"
  static let rate = "\\+?\(number) *[kMG]?/(s|min|h|d)"
  static let ratio = "\\+?(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?([eE]-[0-9]+)?) *%"
  static let money = "\\+?\(number) *(yuan|cents?|\u{5143}|\u{5206})"
  /// A letter of any script, then letters, digits, `-` and `_`.
  static let name =
    "[^\\u0000-@\\[-`{-\\u007f][^\\u0000-,./:-@\\[-^`{-\\u007f]{0,63}"
  static let place = "\(name)(/[1-9][0-9]*(\\.\\.[1-9][0-9]*)?)?"
  static let zone = "\(name)(/[1-9][0-9]*)?"
  static let placePair = " *\(zone) +- +\(zone) *"
  static let nodes = "\(name)( */ *\(whole)(\\.\\.\(whole))?| +/? *\(ratio))?"
  static let date =
    "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9](:[0-5][0-9]){2}(Z|[+-][01][0-9]:[0-5][0-9])"
  static let bytes = "\\+?\(number) *([kMGT]?B|[KMGT]iB)"
  static let steps = "\(whole)\\.\\.\(whole)(/\(whole))?"
  static let curvePoint = "\\s*\(time)\\s+\(rate)\\s*"
  static let backoff = "\\s*(exponential|constant)\\s*\\(\\s*\(time)\\s*\\)\\s*"
  static let kinds = "(send|claim|open)"
  static let priority = "priority\\s*\\(\\s*\(kinds)([\\s,]+\(kinds)){0,2}\\s*\\)"
  static let discipline =
    "(preemptive[ _-])?lifo|fifo|random|processor[ _-]sharing|(preemptive[ _-])?\(priority)"
  static let routing =
    "random|round[ _-]robin|least[ _-]outstanding|power[ _-]of[ _-]([2-9]|[1-5][0-9]|6[0-4])"
    + "|hash\\((packet|user)\\)"

  static var objective: String {
    let names = ScenarioDecoder.metricNames + ["p999"]
    let metrics = names.map { spelled(escaped($0)) }.joined(separator: "|")
    return " *(\(metrics)) *\\([^()]+\\) *[<>]=? *(\(time)|\(rate)|\(ratio)) *"
  }

  static var curve: String {
    "\(rate)|\\s*steps\\s*\\(.*\\)\\s*|\\s*sine\\s*\\(.*\\)\\s*|\\s*from\\s+\\S.*"
  }

  /// A value, or a distribution with its parameters in brackets, with or without an offset.
  static func distribution(_ kind: QuantityKind) -> String {
    let value = quantity(kind)
    let families = DistributionFamily.names.filter { $0 != "geometric" || kind == .count }
    let names = families.map { $0.replacing("-", with: "[_-]") }.joined(separator: "|")
    return "\\s*(\(value)|(\(value)\\s+\\+\\s+)?(\(names))\\s*\\([^()]+\\))\\s*"
  }

  private static func quantity(_ kind: QuantityKind) -> String {
    switch kind {
    case .time: time
    case .count: "\\+?\(number)"
    case .money: money
    }
  }

  /// The pattern for the whole text.
  static func anchored(_ pattern: String) -> String { "^(\(pattern))$" }

  /// Words joined by hyphens, spaces or underscores.
  static func spelled(_ name: String) -> String { name.replacing("-", with: "[ _-]") }

  private static func escaped(_ text: String) -> String { text.replacing(".", with: "\\.") }
}
