import Glibc

/// A library of others, looked into without being linked.
final class ForeignLibrary {
  private let handle: UnsafeMutableRawPointer

  /// Loads it; nil when the system has none of the name.
  init?(_ name: String) {
    guard let handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { return nil }
    self.handle = handle
  }

  deinit { dlclose(handle) }

  /// Whether it has a function.
  func has(_ symbol: String) -> Bool { dlsym(handle, symbol) != nil }

  /// `sqlite3_libversion()`.
  var sqliteVersion: String? {
    typealias Function = @convention(c) () -> UnsafePointer<CChar>?
    guard let symbol = dlsym(handle, "sqlite3_libversion") else { return nil }
    return unsafeBitCast(symbol, to: Function.self)().map { String(cString: $0) }
  }

  /// The text in what `nghttp2_version(0)` answers: two 32-bit numbers, then a pointer to it.
  var nghttp2Version: String? {
    typealias Function = @convention(c) (Int32) -> UnsafeRawPointer?
    guard let symbol = dlsym(handle, "nghttp2_version"),
      let information = unsafeBitCast(symbol, to: Function.self)(0)
    else { return nil }
    let text = information.load(fromByteOffset: 8, as: UnsafePointer<CChar>?.self)
    return text.map { String(cString: $0) }
  }
}
