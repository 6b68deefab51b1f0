/// What became of one oracle: a row of `results/verification/oracles.csv`.
struct Verdict {
  enum Status: String {
    case pass
    case fail
    case exempt
  }

  var oracle: OracleRow
  var measured: Double
  /// Half the width of the 95 % interval; 0 for what has none.
  var halfWidth: Double
  /// Distance in standard errors; 0 for what has none.
  var z: Double
  var status: Status
  /// Why it is exempt, or what is wrong.
  var reason: String

  init(
    _ oracle: OracleRow, measured: Double, halfWidth: Double = 0, z: Double = 0,
    status: Status, reason: String = ""
  ) {
    self.oracle = oracle
    self.measured = measured
    self.halfWidth = halfWidth
    self.z = z
    self.status = status
    self.reason = reason
  }

  static let header = "name,model,metric,expected,measured,half_width,z,status,how"

  var csv: String {
    [
      oracle.name, oracle.model, oracle.metric, Self.digits(oracle.expected),
      Self.digits(measured), Self.digits(halfWidth), Self.digits((z * 100).rounded() / 100),
      status.rawValue, oracle.how,
    ].map(CSVLines.cell).joined(separator: ",")
  }

  /// Ten digits.
  static func digits(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 1e9, scale < 1e300 { scale *= 10 }
    while abs(value) * scale >= 1e10 { scale /= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
