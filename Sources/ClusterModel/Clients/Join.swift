/// Copies of one forked request that wait for each other.
struct Join: SlabRecord {
  /// The request that goes on, or `Request.none` once it has.
  var parent: UInt32
  /// Copies that have not ended.
  var pending: UInt16
  /// Copies that must still be served before the request goes on.
  var needed: UInt16

  var link: UInt32 {
    get { parent }
    set { parent = newValue }
  }
}
