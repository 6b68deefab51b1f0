import Quantities
import ResultTypes
import ScenarioTypes

/// Points spread over ranks: rank 0 leads the study and hands them out.
extension CapacityBench {
  /// On rank 0: has the points simulated by all ranks, and keeps them here.
  func spread(_ jobs: [Job], over crew: RankCrew, _ step: String) {
    let isDone = crew.lead(
      jobs.map(\.bytes), mayGoOn: { self.tell(step) },
      work: { bytes, threads in
        do throws(CapacityStop) {
          return try self.answer(bytes, step, threads)
        } catch {
          self.end(error)
          return nil
        }
      },
      take: { place, bytes in
        let point = RankCrew.read(bytes) { reader throws(RecordError) in
          try CapacityPoint(&reader)
        }
        precondition(point.key == self.key(jobs[place]), "a rank has made another point")
        do throws(CapacityStop) {
          try self.keep(jobs[place], point)
        } catch {
          self.end(error)
        }
        return self.mayGoOn
      })
    if !isDone { end(.stopped) }
  }

  /// On the other ranks: simulates what rank 0 hands out, until it wants no more. What cannot be
  /// simulated here goes back to rank 0, which then finds out why.
  func follow(_ crew: RankCrew) {
    crew.follow(mayGoOn: { self.tell("") }) { bytes, threads in
      do throws(CapacityStop) {
        return try self.answer(bytes, "", threads)
      } catch {
        return nil
      }
    }
  }

  private func answer(
    _ bytes: [UInt8], _ step: String, _ threads: Int
  ) throws(CapacityStop) -> [UInt8] {
    let job = RankCrew.read(bytes) { reader throws(RecordError) in try Job(&reader) }
    return try simulate(job, step, threads: threads).bytes
  }
}

extension CapacityBench.Job {
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.count(replication)
    writer.count(variant.stretch)
    writer.double(variant.load)
    writer.list(variant.nodes) { $0.count($1) }
    writer.list(variant.servers) { $0.count($1) }
    writer.list(variant.service) { $0.double($1) }
    switch variant.loss {
    case .nothing: writer.byte(0)
    case .nodes: writer.byte(1)
    case .zone(let place):
      writer.byte(2)
      writer.string(place.city)
      writer.count(place.zone)
    }
    return writer.bytes
  }

  init(_ reader: inout ByteReader) throws(RecordError) {
    replication = try RecordFile.int(reader.number())
    let stretch = try RecordFile.int(reader.number())
    variant = CapacityVariant(
      load: try reader.double(), nodes: try reader.list(Self.size),
      servers: try reader.list(Self.size),
      service: try reader.list { reader throws(RecordError) in try reader.double() })
    variant.stretch = stretch
    switch try reader.byte() {
    case 0: break
    case 1: variant.loss = .nodes
    case 2:
      let city = try reader.string()
      variant.loss = .zone(Place(city: city, zone: try RecordFile.int(reader.number())))
    default: throw RecordError("no such loss")
    }
  }

  private static func size(_ reader: inout ByteReader) throws(RecordError) -> Int {
    try RecordFile.int(reader.number())
  }
}
