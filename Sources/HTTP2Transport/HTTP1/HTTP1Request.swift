/// A request in HTTP/1.1 that has arrived in full.
package struct HTTP1Request {
  /// `:method`, `:path` and `:authority` first, then the fields with lower-case names.
  package var headers = HeaderList()
  package var body: [UInt8] = []
  /// Whether the client wants to ask more on the same connection.
  package var keepsAlive = true
  /// HTTP/1.0 knows no chunks.
  package var isOld = false
  /// Whether the client waits for `100 Continue` before it sends the body.
  package var expectsContinue = false
}
