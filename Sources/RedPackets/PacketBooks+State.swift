extension PacketBooks {
  /// What the books know besides the accounts, for saving it and for putting it back.
  public struct State: Sendable {
    public var totals = BookTotals()
    public var strayCents: Int64 = 0
    public var violations: [String] = []

    public init() {}
  }

  /// Totals and violations.
  public var state: State {
    get {
      var state = State()
      state.totals = booked
      state.strayCents = strayCents
      state.violations = violations
      return state
    }
    set {
      booked = newValue.totals
      strayCents = newValue.strayCents
      violations = newValue.violations
    }
  }

  /// The accounts of all slots, for saving them and for putting saved ones back; valid until the
  /// next entry.
  public var accountColumn: UnsafeMutableBufferPointer<PacketAccount> {
    UnsafeMutableBufferPointer(start: accounts, count: capacity)
  }

  /// Makes room for `slots` slots.
  public mutating func reserve(_ slots: Int) {
    if slots > capacity { grow(toHold: slots - 1) }
  }
}
