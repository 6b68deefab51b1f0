import ScenarioTypes

/// Decides whether the claims of a scenario may take the straight path.
struct PlainClaimsBuilder {
  let flow: FlowTable
  let pools: UnsafeMutablePointer<StationPool>
  let fabric: NetworkFabric
  let keepsExtras: Bool
  let clock: IntervalClock

  func build() -> PlainClaims {
    guard isPlain else {
      return PlainClaims(isUsed: false, entry: pools, cache: pools, clock: clock)
    }
    return PlainClaims(
      isUsed: true, entry: pools + flow.tier(0), cache: pools + flow.tier(1), clock: clock)
  }

  /// A relay found at random and a cache found by the packet, both first in, first out and without
  /// faults, limits or notes; nobody tries again when everything is gone.
  private var isPlain: Bool {
    guard flow.exists, flow.count == 2, flow.afterCount == 0, !keepsExtras else { return false }
    guard flow.action(.rejected(.soldOut)) == .stop, fabric.isPlain else { return false }
    let entry = pools + flow.tier(0)
    let cache = pools + flow.tier(1)
    guard entry.pointee.duty == .relay, cache.pointee.duty == .claim else { return false }
    guard entry.pointee.route == .random || entry.pointee.nodes == 1 else { return false }
    guard cache.pointee.route == .hashOfPacket else { return false }
    return entry.pointee.isPlain && cache.pointee.isPlain
  }
}

extension StationPool {
  /// Computed, and with none of the features that some scenarios use.
  fileprivate var isPlain: Bool {
    !isEventDriven && !hasOutages && !hasSlowness && !hasErrors && admissionInterval == 0
      && !hasServiceByKind && recorder.probes.count == 0 && servers > 0
  }
}

extension NetworkFabric {
  /// Nothing is lost or disturbed between places.
  fileprivate var isPlain: Bool {
    (0..<places * places).allSatisfy { links[$0].loss == 0 && links[$0].disturbances == 0 }
  }
}
