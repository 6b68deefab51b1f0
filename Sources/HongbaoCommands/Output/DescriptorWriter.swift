import Glibc

/// Full writes to file descriptors.
enum DescriptorWriter {
  /// Writes all `bytes`, whatever the system takes at a time.
  ///
  /// - Throws: `OutputFailure` with status 74 and the path.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(OutputFailure) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if written >= 0 {
        done += written
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, 1_000)
      } else if errno != EINTR {
        throw OutputFailure(.inputOutput, action: "write", path: path, errorNumber: errno)
      }
    }
  }
}
