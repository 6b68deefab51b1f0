import Glibc

/// Ports for programs that cannot choose one themselves.
enum FreePort {
  /// A port that nobody has now.
  static func find() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard status else { throw PlainClientError(reason: String(cString: strerror(errno))) }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Returns when somebody listens there; after ten seconds that is an error.
  static func waitForListener(at port: Int) throws {
    for _ in 0..<500 {
      if (try? PlainClient(port: port)) != nil { return }
      usleep(20_000)
    }
    throw PlainClientError(reason: "nobody listens at \(port)")
  }
}
