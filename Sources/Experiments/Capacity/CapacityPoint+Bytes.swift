import ResultTypes

/// A point as the message of a rank.
extension CapacityPoint {
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.string(key)
    writer.string(variant)
    writer.double(load)
    writer.number(seed)
    writer.list(objectives) { $0.optional($1) { $0.double($1) } }
    writer.list(kinds) { writer, kind in
      writer.string(kind.kind)
      writer.double(kind.firstTriesPerSecond)
      writer.optional(kind.p50) { $0.double($1) }
      writer.optional(kind.p99) { $0.double($1) }
    }
    writer.list(tiers) { writer, tier in
      writer.string(tier.name)
      writer.double(tier.offeredPerSecond)
      writer.double(tier.growth)
      writer.number(tier.offered)
      writer.double(tier.utilization)
      writer.double(tier.rejectedShare)
      writer.optional(tier.sojournP99) { $0.double($1) }
      writer.optional(tier.meanWait) { $0.double($1) }
    }
    writer.number(events)
    writer.list(violations) { $0.string($1) }
    return writer.bytes
  }

  init(_ reader: inout ByteReader) throws(RecordError) {
    self.init(
      key: try reader.string(), variant: try reader.string(), load: try reader.double(),
      seed: try reader.number(), objectives: try reader.list(Self.optional),
      kinds: try reader.list(Self.kind), tiers: try reader.list(Self.tier),
      events: try reader.number(),
      violations: try reader.list { reader throws(RecordError) in try reader.string() })
  }

  private static func optional(_ reader: inout ByteReader) throws(RecordError) -> Double? {
    try reader.optional { reader throws(RecordError) in try reader.double() }
  }

  private static func kind(_ reader: inout ByteReader) throws(RecordError) -> Kind {
    Kind(
      kind: try reader.string(), firstTriesPerSecond: try reader.double(),
      p50: try optional(&reader), p99: try optional(&reader))
  }

  private static func tier(_ reader: inout ByteReader) throws(RecordError) -> Tier {
    Tier(
      name: try reader.string(), offeredPerSecond: try reader.double(),
      growth: try reader.double(), offered: try reader.number(),
      utilization: try reader.double(), rejectedShare: try reader.double(),
      sojournP99: try optional(&reader), meanWait: try optional(&reader))
  }
}
