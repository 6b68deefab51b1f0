/// An answer in one piece.
///
/// The transport adds `date` and `content-length`. Headers that many answers share cost nothing
/// more when the same `HeaderList` is given again.
public struct Response: Sendable {
  /// The status, 200 to 599.
  public var status: Int
  /// Fields without `:status`, `date`, `content-length`, `connection` and `transfer-encoding`.
  public var headers: HeaderList
  /// What follows them; not sent for a HEAD request.
  public var body: [UInt8]

  /// An answer; without arguments an empty 200.
  public init(status: Int = 200, headers: HeaderList = HeaderList(), body: [UInt8] = []) {
    precondition((200...599).contains(status), "a status of \(status)")
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A line of plain text.
  public static func text(_ status: Int, _ text: String) -> Response {
    Response(status: status, headers: plainText, body: Array(text.utf8))
  }

  private static let plainText = HeaderList([("content-type", "text/plain; charset=utf-8")])
}
