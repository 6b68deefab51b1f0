import Glibc

/// A plain socket to a server on this machine, for HTTP/1.1 by hand.
struct PlainClient: ~Copyable {
  private let descriptor: Int32

  /// Connects, and waits at most that long for every answer.
  init(port: Int, timeoutSeconds: Int = 10) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw PlainClientError(reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// What comes until the text ends with that, the server ends the connection, or time is up.
  func read(until end: String) -> String {
    var found: [UInt8] = []
    let wanted = Array(end.utf8)
    var piece = [UInt8](repeating: 0, count: 65536)
    while !found.reversed().starts(with: wanted.reversed()) {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      found.append(contentsOf: piece[..<count])
    }
    return String(decoding: found, as: UTF8.self)
  }

  /// What comes first, at most 64 KiB.
  func readSome() -> String {
    var piece = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &piece, piece.count, 0)
    return String(decoding: piece[..<max(0, count)], as: UTF8.self)
  }

  /// Everything until the server ends the connection.
  func readToEnd() -> String {
    var found: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      found.append(contentsOf: piece[..<count])
    }
    return String(decoding: found, as: UTF8.self)
  }
}

struct PlainClientError: Error {
  var reason: String
}
