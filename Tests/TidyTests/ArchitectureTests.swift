import Foundation
import Testing

@Suite struct `Architecture` {
  private let table: ModuleTable

  init() throws { table = try ModuleTable() }

  /// Modules of the system and of other packages; all others are of this package.
  private static let outside: Set<String> = [
    "Swift", "Glibc", "Foundation", "FoundationEssentials", "Synchronization", "Yams",
    "ArgumentParser", "GRDB", "NIOCore", "NIOPosix", "NIOTLS", "NIOSSL",
  ]

  /// Products of other packages, and libraries of the system, with the modules that know them.
  private static let products: [String: Set<String>] = [
    "Yams": ["ScenarioLanguage"], "GRDB": ["ResultStore"],
    "ArgumentParser": ["HongbaoCommands", "hongbao-live"],
    "NIOCore": ["HTTP2Transport"], "NIOPosix": ["HTTP2Transport"], "NIOTLS": ["HTTP2Transport"],
    "NIOSSL": ["HTTP2Transport"], "CNghttp2": ["HTTP2Transport"],
  ]

  @Test func `every module's folder has a row in the table, and every row a folder`() throws {
    #expect(try Set(Repository.modules()) == table.modules)
  }

  @Test func `a module imports only what its row names`() throws {
    for row in table.rows {
      for text in try Repository.sources(of: row.module) {
        for line in text.imports where line.module != "Swift" {
          #expect(
            row.mayImport.contains(line.module),
            """
            \(text.place(line.line)): \(row.module) must not import \(line.module). Move the code \
            to the module that may, or pass values through a noun; a new arrow belongs into \
            docs/ARCHITECTURE.md with its reason.
            """)
        }
      }
    }
  }

  @Test func `a row names only modules that exist`() {
    for row in table.rows {
      let unknown = row.mayImport.subtracting(table.modules).subtracting(Self.outside)
      #expect(unknown.isEmpty, "\(row.module): the table names \(unknown.sorted())")
    }
  }

  @Test func `Package.swift depends on what the table names`() throws {
    let dependencies = try PackageManifest().dependencies
    for row in table.rows {
      let expected = row.mayImport.filter {
        table.modules.contains($0) || Self.products.keys.contains($0)
      }
      let found = dependencies[row.module]
      #expect(
        found == expected,
        """
        \(row.module): Package.swift says \((found ?? []).sorted()), the table says \
        \(expected.sorted()). Change the one that is wrong.
        """)
    }
  }

  @Test func `arrows point at leaves, nouns or, above them, at doers`() {
    let allowed: [ModuleTable.Kind: Set<ModuleTable.Kind>] = [
      .leaf: [.leaf], .noun: [.leaf, .noun], .doer: [.leaf, .noun],
      .study: [.leaf, .noun, .doer], .edge: [.leaf, .noun, .doer, .study, .edge],
    ]
    for row in table.rows {
      for name in row.mayImport.sorted() {
        guard let target = table.row(name) else { continue }
        #expect(
          allowed[row.kind]?.contains(target.kind) == true,
          "\(row.module) (\(row.kind)) must not know \(name) (\(target.kind))")
      }
    }
  }

  @Test func `no Foundation below the doors`() {
    for row in table.rows
    where row.kind != .edge && row.kind != .doer || row.module == "ClusterModel" {
      #expect(
        row.mayImport.isDisjoint(with: ["Foundation", "FoundationEssentials"]),
        "\(row.module): use Glibc or the standard library; Foundation is for doers and edges")
    }
  }

  @Test func `what comes from outside has one module each`() {
    for row in table.rows {
      for (package, owners) in Self.products.sorted(by: { $0.key < $1.key })
      where !owners.contains(row.module) {
        #expect(!row.mayImport.contains(package), "\(package) belongs to \(owners) alone")
      }
    }
  }
}
