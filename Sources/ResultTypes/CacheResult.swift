/// What a tier with the operation `cache` did in the statistics window.
public struct CacheResult: Codable, Hashable, Sendable {
  /// Requests answered from the cache.
  public var hits: UInt64
  /// Requests that found nothing and fetched.
  public var fetches: UInt64
  /// Requests that waited for a fetch under way.
  public var joins: UInt64
  /// hits / (hits + fetches + joins); null without requests.
  public var hitShare: Double?
  /// Entries found too old, or absent, with no fetch under way: each begins a fill.
  public var expiries: UInt64

  enum CodingKeys: String, CodingKey {
    case hits, fetches, joins
    case hitShare = "hit_share"
    case expiries
  }

  public init(hits: UInt64, fetches: UInt64, joins: UInt64, hitShare: Double?, expiries: UInt64) {
    self.hits = hits
    self.fetches = fetches
    self.joins = joins
    self.hitShare = hitShare
    self.expiries = expiries
  }
}
