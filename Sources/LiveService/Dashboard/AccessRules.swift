/// Who may ask what of the dashboard.
///
/// Everybody on this machine may look. Only pages of the dashboard itself, and tools, may ask at
/// all: a page of another site that a browser has been talked into sending here (DNS rebinding)
/// carries another host. Changing things takes the token that was printed at the start.
package struct AccessRules: Sendable {
  /// `host:port` as clients may write it, in lower case.
  package let authorities: Set<String>
  /// What allows to change things.
  package let token: String

  /// - Parameters:
  ///   - address: that it listens on.
  ///   - port: that it listens on.
  ///   - names: more names of this machine that clients use.
  ///   - token: at least 16 characters.
  package init(address: String, port: Int, names: [String] = [], token: String) {
    precondition(token.utf8.count >= 16, "a token of \(token.utf8.count) bytes")
    var hosts = ["localhost", "127.0.0.1", "[::1]"]
    hosts.append(address.contains(":") ? "[\(address)]" : address)
    hosts += names
    var authorities: Set<String> = []
    for host in hosts {
      authorities.insert("\(host.lowercased()):\(port)")
      // Clients leave the usual ports out.
      if port == 80 || port == 443 { authorities.insert(host.lowercased()) }
    }
    self.authorities = authorities
    self.token = token
  }

  /// Why a request is refused; nil when it may go on.
  package func refusal(of request: DashboardRequest) -> DashboardResponse? {
    guard let authority = request.authority?.lowercased(), authorities.contains(authority) else {
      return .error(403, "this host is not served here; use the address that was printed")
    }
    if let origin = request.origin {
      let sides = origin.lowercased().split(separator: "/", omittingEmptySubsequences: true)
      guard sides.count == 2, ["http:", "https:"].contains(sides[0]),
        authorities.contains(String(sides[1]))
      else { return .error(403, "pages of other sites may not ask here") }
    }
    if request.method == "GET" || request.method == "HEAD" { return nil }
    guard let given = request.token, Self.isEqual(given, token) else {
      return .error(401, "changing things takes the header x-hongbao-token")
    }
    return nil
  }

  /// Compares in a time that does not tell where the first difference is.
  private static func isEqual(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
