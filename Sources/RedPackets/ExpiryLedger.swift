/// What expires when, to the minute: cents and packets that go back to their senders.
///
/// Memory is one entry of 16 bytes a minute between the earliest kept and the latest added (24 h
/// of expiry: 1 441 entries).
public struct ExpiryLedger: Sendable {
  /// What one or more minutes hold.
  public struct Entry: Hashable, Sendable, BitwiseCopyable {
    /// Cents that go back.
    public var cents: Int64 = 0
    /// Packets they belong to.
    public var packets: Int64 = 0

    /// Creates an entry, empty unless told otherwise.
    public init(cents: Int64 = 0, packets: Int64 = 0) {
      self.cents = cents
      self.packets = packets
    }
  }

  /// Minutes from `firstMinute` on.
  public private(set) var minutes: [Entry] = []
  /// The minute of the first entry.
  public private(set) var firstMinute = 0
  /// All that is kept.
  public private(set) var total = Entry()

  /// Creates an empty ledger.
  public init() {}

  /// Creates a ledger from what another one has.
  public init(minutes: [Entry], firstMinute: Int) {
    self.minutes = minutes
    self.firstMinute = firstMinute
    for entry in minutes {
      total.cents += entry.cents
      total.packets += entry.packets
    }
  }

  /// Adds `cents` of one packet (or, negative and with `packets` -1, takes them away) at `minute`.
  public mutating func add(cents: Int64, packets: Int64 = 1, at minute: Int) {
    if minutes.isEmpty {
      firstMinute = minute
    } else if minute < firstMinute {
      minutes.insert(contentsOf: Array(repeating: Entry(), count: firstMinute - minute), at: 0)
      firstMinute = minute
    }
    while firstMinute + minutes.count <= minute { minutes.append(Entry()) }
    minutes[minute - firstMinute].cents += cents
    minutes[minute - firstMinute].packets += packets
    total.cents += cents
    total.packets += packets
  }

  /// Takes out all that expires in `minute` or before.
  public mutating func take(through minute: Int) -> Entry {
    let due = min(max(0, minute - firstMinute + 1), minutes.count)
    var taken = Entry()
    for entry in minutes[..<due] {
      taken.cents += entry.cents
      taken.packets += entry.packets
    }
    minutes.removeFirst(due)
    firstMinute += due
    total.cents -= taken.cents
    total.packets -= taken.packets
    return taken
  }
}
