import HTTP2Transport
import Testing

@Suite struct `Transport limits` {
  @Test func `every limit has its name`() {
    let fields = Mirror(reflecting: TransportLimits()).children.compactMap(\.label)
    #expect(fields == TransportLimits.byName.map(\.name))
    for (index, entry) in TransportLimits.byName.enumerated() {
      var limits = TransportLimits()
      let isSet = limits.set(entry.name, to: 1_000_000 + index)
      #expect(isSet)
      let changed = Mirror(reflecting: limits).children.first { $0.label == entry.name }
      #expect(changed?.value as? Int == 1_000_000 + index)
    }
  }

  @Test func `an unknown name and a limit of nothing are refused`() {
    var limits = TransportLimits()
    let unknown = limits.set("conections", to: 5)
    let nothing = limits.set("connections", to: 0)
    #expect(!unknown && !nothing)
    #expect(limits.connections == TransportLimits().connections)
  }
}
