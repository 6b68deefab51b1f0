import Glibc

/// Why something could not be written.
package struct OutputFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// 73 when it could not be created, 74 when writing failed midway.
  package var status: ExitStatus
  /// What was tried: `create the folder`, `write`.
  package var action: String
  /// The file or folder.
  package var path: String
  /// The system's error number (`errno`).
  package var errorNumber: Int32

  package init(_ status: ExitStatus, action: String, path: String, errorNumber: Int32) {
    self.status = status
    self.action = action
    self.path = path
    self.errorNumber = errorNumber
  }

  package var description: String {
    "cannot \(action) `\(path)`: \(String(cString: strerror(errorNumber)))"
  }
}
