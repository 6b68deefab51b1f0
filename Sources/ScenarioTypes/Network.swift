import Quantities

/// Latency and loss between places, and the access networks of clients.
public struct Network: Hashable, Sendable {
  /// One direction of a way between two nodes.
  public struct Link: Hashable, Sendable {
    /// One-way latency in nanoseconds.
    public var latency: Distribution
    /// The chance that a message is lost for good.
    public var loss: Ratio

    public init(latency: Distribution, loss: Ratio = Ratio(fraction: 0)) {
      self.latency = latency
      self.loss = loss
    }
  }

  /// A link between two named places; symmetric. A place without a zone is a whole city.
  public struct Pair: Hashable, Sendable {
    public var first: PlacePattern
    public var second: PlacePattern
    public var link: Link

    public init(first: PlacePattern, second: PlacePattern, link: Link) {
      self.first = first
      self.second = second
      self.link = link
    }
  }

  /// Between nodes of one zone; nil: no latency at all (models without a network).
  public var sameZone: Link?
  /// Between zones of one city; nil: as `sameZone`.
  public var sameCity: Link?
  /// Between cities that no pair names; nil: as `sameCity`.
  public var betweenCities: Link?
  /// Named pairs, the most precise one wins (zone-zone, then zone-city, then city-city).
  public var pairs: [Pair]
  /// Access networks by name, in file order.
  public var access: [AccessNetwork]

  public init(
    sameZone: Link? = nil, sameCity: Link? = nil, betweenCities: Link? = nil, pairs: [Pair] = [],
    access: [AccessNetwork] = []
  ) {
    self.sameZone = sameZone
    self.sameCity = sameCity
    self.betweenCities = betweenCities
    self.pairs = pairs
    self.access = access
  }
}

/// A city, or one zone of it.
public struct PlacePattern: Hashable, Sendable {
  public var city: String
  /// Nil: every zone of the city.
  public var zone: Int?

  public init(city: String, zone: Int? = nil) {
    self.city = city
    self.zone = zone
  }

  /// True when `place` is meant.
  public func matches(_ place: Place) -> Bool {
    city == place.city && (zone == nil || zone == place.zone)
  }
}

/// The way between a client and the first tier: WiFi, cellular.
public struct AccessNetwork: Hashable, Sendable {
  public var name: String
  /// One-way latency in nanoseconds.
  public var latency: Distribution
  /// The chance that a message must be sent again; a loss here delays, it does not lose.
  public var loss: Ratio
  /// The first retransmission time-out; it doubles at each further loss.
  public var retransmission: TimeSpan

  public init(name: String, latency: Distribution, loss: Ratio, retransmission: TimeSpan) {
    self.name = name
    self.latency = latency
    self.loss = loss
    self.retransmission = retransmission
  }
}
