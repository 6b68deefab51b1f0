/// A zone (campus) of a city.
public struct Place: Hashable, Sendable, Codable, Comparable {
  /// The city's name as in the file, for example `shenzhen`.
  public var city: String
  /// The zone's number in the city, from 1.
  public var zone: Int

  public init(city: String, zone: Int) {
    self.city = city
    self.zone = zone
  }

  /// `city/zone`, as in scenario files.
  public var name: String { "\(city)/\(zone)" }

  public static func < (left: Place, right: Place) -> Bool {
    (left.city, left.zone) < (right.city, right.zone)
  }
}
