import GRDB
import Reports

/// The numbers of the names of figures and series in the database, within one transaction.
struct NameTable {
  private struct Name: Hashable {
    var tier: String
    var metric: String
    var unit: String
  }

  private var serials: [Name: Int64] = [:]

  /// Reads the names that are there.
  init(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT serial, tier, metric, unit FROM names") {
      serials[Name(tier: row["tier"], metric: row["metric"], unit: row["unit"])] = row["serial"]
    }
  }

  /// The number of a row's name; a new name gets the next one.
  mutating func serial(of row: ExportRow, _ db: Database) throws -> Int64 {
    let name = Name(tier: row.tier ?? "", metric: row.metric, unit: row.unit)
    if let serial = serials[name] { return serial }
    let statement = try db.cachedStatement(
      sql: "INSERT INTO names (tier, metric, unit) VALUES (?, ?, ?)")
    try statement.execute(arguments: [name.tier, name.metric, name.unit])
    serials[name] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }
}
