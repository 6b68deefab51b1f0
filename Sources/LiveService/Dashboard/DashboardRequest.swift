/// One request to the dashboard, whatever carried it.
package struct DashboardRequest: Sendable {
  /// Upper case.
  package var method: String
  /// Percent-encoded, without the query.
  package var path: String
  package var query: String?
  /// The host and port that the client thinks it talks to.
  package var authority: String?
  /// The page that asks, where a browser says so.
  package var origin: String?
  /// What the client shows to be allowed to change things.
  package var token: String?
  package var body: [UInt8]

  package init(
    method: String, path: String, query: String? = nil, authority: String?, origin: String? = nil,
    token: String? = nil, body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.authority = authority
    self.origin = origin
    self.token = token
    self.body = body
  }

  /// The parts of the path between slashes, decoded; nil when one is not UTF-8.
  var parts: [String]? {
    var parts: [String] = []
    for part in path.split(separator: "/") {
      guard let text = PercentCoding.decoded(part) else { return nil }
      parts.append(text)
    }
    return parts
  }

  /// The decoded value of a parameter of the query.
  func parameter(_ name: String) -> String? {
    for pair in (query ?? "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      if sides.count == 2, sides[0] == name { return PercentCoding.decoded(sides[1]) }
    }
    return nil
  }
}
