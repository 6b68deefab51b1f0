import Glibc

/// Waits until a file in one of some folders is saved (inotify(7)).
struct FileWatch: ~Copyable {
  private let descriptor: Int32
  /// Endings of the names that count.
  private let endings: [String]

  /// Starts to watch folders; those that cannot be watched are left out.
  ///
  /// - Throws: `OutputFailure` (74) when the system watches nothing at all.
  init(folders: [String], endings: [String]) throws(OutputFailure) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    self.endings = endings
    // An editor writes the file itself, or another one that it renames.
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO)
    var count = 0
    if descriptor >= 0 {
      for folder in folders where inotify_add_watch(descriptor, folder, events) >= 0 { count += 1 }
    }
    if count == 0 {
      throw OutputFailure(
        .inputOutput, action: "watch", path: folders.joined(separator: ", "), errorNumber: errno)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Waits until a file was saved, and nothing more for 200 ms: editors and generators write in
  /// several steps. False when a signal came.
  borrowing func waitForSave() -> Bool {
    var hasChange = false
    while Interruption.status == nil {
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let answer = poll(&state, 1, hasChange ? Self.quietMilliseconds : Self.longMilliseconds)
      if answer == 0 && hasChange { return true }
      if answer > 0 && takeNames() { hasChange = true }
    }
    return false
  }

  private static var quietMilliseconds: Int32 { 200 }
  /// A signal ends the wait earlier.
  private static var longMilliseconds: Int32 { 1000 }

  /// Reads what there is; true when a name counts.
  private borrowing func takeNames() -> Bool {
    let header = MemoryLayout<inotify_event>.size
    var counts = false
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
      while true {
        let size = read(descriptor, buffer.baseAddress, buffer.count)
        guard size > 0 else { break }
        var place = 0
        while place + header <= size {
          let event = buffer.load(fromByteOffset: place, as: inotify_event.self)
          let start = place + header
          let name = buffer[start..<min(start + Int(event.len), size)].prefix { $0 != 0 }
          let text = String(decoding: name, as: UTF8.self)
          if endings.contains(where: { text.hasSuffix($0) }) { counts = true }
          place = start + Int(event.len)
        }
      }
    }
    return counts
  }
}
