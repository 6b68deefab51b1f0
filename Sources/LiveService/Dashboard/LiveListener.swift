/// Somebody who listens to events.
package protocol LiveListener: Sendable {
  /// False once nobody is there any more.
  var isOpen: Bool { get }
  /// Something that must not be missed.
  func send(_ bytes: [UInt8])
  /// A state: one that was not sent yet may be replaced by the next.
  func sendSnapshot(_ bytes: [UInt8])
}
