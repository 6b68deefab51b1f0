/// What a cache or update tier knows of its keys, by key; owned and freed by the world.
///
/// A key lives on one node (the hash of the key says which), so one row a key is enough, and the
/// order of use is a list per node.
struct KeyedTable {
  /// A key in a cache.
  struct Entry: BitwiseCopyable {
    /// Good before this instant, in nanoseconds.
    var expiry: Int64 = 0
    /// Neighbours in the list of the node, newest first; with random eviction `next` is the place
    /// in the node's array.
    var previous = KeyedTable.none
    var next = KeyedTable.none
    /// Requests that wait for the fetch under way, in order of arrival.
    var firstWaiting = KeyedTable.none
    var lastWaiting = KeyedTable.none
    /// The node's life (from 1) in which the entry was filled; 0: never.
    var life: Int32 = 0
    /// The node that holds it, or held it.
    var node: Int32 = 0
    /// Somebody fetches it, and nobody has brought it yet.
    var isFilling = false
  }

  /// What a tier counts, inside the statistics window.
  struct Counts {
    var hits: UInt64 = 0
    var fetches: UInt64 = 0
    var joins: UInt64 = 0
    var expiries: UInt64 = 0
  }

  static var none: UInt32 { .max }

  // What the scenario says.
  /// Nanoseconds; `Int64.max` for ever.
  var ttl: Int64
  var isRefreshedByAccess: Bool
  /// Entries per node; `Int.max`: unbounded.
  var capacity: Int
  var eviction: Eviction
  var joinsFetches: Bool

  enum Eviction: UInt8 {
    case leastRecentlyUsed
    case firstIn
    case random
    case pinned
  }

  /// By key; caches only.
  var entries: UnsafeMutablePointer<Entry>
  /// By key; update tiers only.
  var versions: UnsafeMutablePointer<UInt32>
  // By node.
  var newest: UnsafeMutablePointer<UInt32>
  var oldest: UnsafeMutablePointer<UInt32>
  var held: UnsafeMutablePointer<Int>
  /// Keys held by each node, `row` a node; random eviction only.
  var members: UnsafeMutablePointer<UInt32>
  let row: Int
  /// Evictions so far by node: numbers their draws.
  var evictions: UnsafeMutablePointer<UInt64>
  var counts = Counts()
  /// Requests answered from the cache in the whole run, by kind.
  var answered: (UInt64, UInt64, UInt64) = (0, 0, 0)
  /// Lengths of `entries` and `versions`.
  let entryCount: Int
  let versionCount: Int

  /// A table of `keys` keys on `nodes` nodes.
  init(
    keys: Int, nodes: Int, isCache: Bool, ttl: Int64 = .max, isRefreshedByAccess: Bool = false,
    capacity: Int = .max, eviction: Eviction = .leastRecentlyUsed, joinsFetches: Bool = false
  ) {
    self.ttl = ttl
    self.isRefreshedByAccess = isRefreshedByAccess
    self.capacity = capacity
    self.eviction = eviction
    self.joinsFetches = joinsFetches
    let rows = isCache ? keys : 1
    entries = .allocate(capacity: rows)
    entries.initialize(repeating: Entry(), count: rows)
    entryCount = rows
    versionCount = isCache ? 1 : keys
    versions = zeroed(versionCount)
    newest = .allocate(capacity: nodes)
    newest.initialize(repeating: Self.none, count: nodes)
    oldest = .allocate(capacity: nodes)
    oldest.initialize(repeating: Self.none, count: nodes)
    held = zeroed(nodes)
    row = eviction == .random ? min(capacity, keys) : 0
    members = zeroed(nodes * row)
    evictions = zeroed(nodes)
  }

  func deallocate() {
    entries.deallocate()
    versions.deallocate()
    newest.deallocate()
    oldest.deallocate()
    held.deallocate()
    members.deallocate()
    evictions.deallocate()
  }

  // MARK: Entries of a node

  /// Forgets everything a node held: it crashed.
  func forget(node: Int) {
    newest[node] = Self.none
    oldest[node] = Self.none
    held[node] = 0
  }

  /// Puts a key in front of its node's list, or behind the node's array.
  func insert(_ key: UInt32, node: Int) {
    let entry = entries + Int(key)
    if eviction == .random {
      entry.pointee.next = UInt32(held[node])
      members[node * row + held[node]] = key
    } else {
      entry.pointee.previous = Self.none
      entry.pointee.next = newest[node]
      if newest[node] == Self.none {
        oldest[node] = key
      } else {
        entries[Int(newest[node])].previous = key
      }
      newest[node] = key
    }
    held[node] += 1
  }

  /// Takes a key out of its node.
  func remove(_ key: UInt32, node: Int) {
    let entry = entries + Int(key)
    entry.pointee.life = 0
    held[node] -= 1
    if eviction == .random {
      let last = members[node * row + held[node]]
      members[node * row + Int(entry.pointee.next)] = last
      entries[Int(last)].next = entry.pointee.next
      return
    }
    let (previous, next) = (entry.pointee.previous, entry.pointee.next)
    if previous == Self.none {
      newest[node] = next
    } else {
      entries[Int(previous)].next = next
    }
    if next == Self.none {
      oldest[node] = previous
    } else {
      entries[Int(next)].previous = previous
    }
  }
}
