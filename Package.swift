// swift-tools-version: 6.1
// The module list, leaves first. Arrows point at what is imported; `Tests/TidyTests` holds them.
import PackageDescription

/// The same settings for every Swift target: warnings are errors in our own code.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "hongbao",
  products: [
    .executable(name: "hongbao", targets: ["hongbao"]),
    .executable(name: "hongbao-mpi", targets: ["hongbao-mpi"]),
    .executable(name: "hongbao-live", targets: ["hongbao-live"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Only hongbao-live is built with these two.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Leaves: they know nothing of each other.
    .target(name: "Digest"),
    .target(name: "Quantities"),
    .target(name: "CKernelShims"),
    .target(name: "SimulationStatistics", dependencies: ["CKernelShims"]),
    .target(name: "CSystemShims"),
    .target(name: "RedPackets", dependencies: ["Quantities"]),
    .target(name: "SimulationKernel", dependencies: ["CKernelShims"]),

    // Nouns: values that cross borders.
    .target(name: "ScenarioTypes", dependencies: ["Quantities"]),
    .target(
      name: "ResultTypes", dependencies: ["Quantities", "ScenarioTypes", "SimulationStatistics"]),

    // Doers.
    .target(
      name: "ClusterModel",
      dependencies: [
        "Quantities", "SimulationStatistics", "RedPackets", "SimulationKernel", "CKernelShims",
        "ScenarioTypes", "ResultTypes",
      ]),
    .target(
      name: "Experiments",
      dependencies: [
        "Digest", "ClusterModel", "SimulationKernel", "SimulationStatistics", "ScenarioTypes",
        "ResultTypes", "Quantities",
      ]),
    .target(
      name: "ScenarioLanguage",
      dependencies: [
        "ScenarioTypes", "Quantities", "Digest", .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "ResultTypes", "ScenarioTypes", "SimulationStatistics", "Quantities", "Digest",
      ]),

    // Edges.
    .target(
      name: "ResultStore",
      dependencies: [
        "ResultTypes", "Reports", "Digest", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "HongbaoCommands",
      dependencies: [
        "ClusterModel", "Experiments", "ScenarioLanguage", "Reports", "ResultStore", "ResultTypes",
        "ScenarioTypes", "Quantities", "Digest", "CSystemShims",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "hongbao", dependencies: ["HongbaoCommands"]),

    // The same over MPI. Without it (Debian: libopenmpi-dev) all of this builds, and does not run.
    .systemLibrary(
      name: "CMPI", pkgConfig: "mpi-c", providers: [.apt(["libopenmpi-dev"])]),
    .target(name: "CMPIShims", dependencies: ["CMPI"]),
    .target(
      name: "MPIDistribution", dependencies: ["ClusterModel", "SimulationKernel", "CMPIShims"]),
    .executableTarget(
      name: "hongbao-mpi", dependencies: ["HongbaoCommands", "MPIDistribution"]),

    // Live over HTTP/2, on Debian's libnghttp2-dev; the main tool is built without any of this.
    .systemLibrary(
      name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    .target(
      name: "HTTP2Transport",
      dependencies: [
        "CNghttp2", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "LiveService",
      dependencies: [
        "ClusterModel", "ScenarioLanguage", "ResultTypes", "ScenarioTypes", "Quantities",
        "HTTP2Transport",
      ]),
    .executableTarget(
      name: "hongbao-live",
      dependencies: [
        "LiveService", "HongbaoCommands", "HTTP2Transport", "ClusterModel", "ScenarioTypes",
        "Quantities", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Measured, not shipped: `swift build --product hongbao` leaves it out.
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: [
        "SimulationKernel", "SimulationStatistics", "ClusterModel", "ScenarioLanguage",
        "ScenarioTypes", "ResultTypes", "Reports", "Digest",
      ],
      path: "Benchmarks/KernelBenchmarks"),

    // Tests: one bundle per module, and the ones that look at the whole.
    .target(
      name: "TestSupport",
      dependencies: ["ScenarioTypes", "ResultTypes", "Quantities", "ScenarioLanguage"],
      path: "Tests/TestSupport"),
    .testTarget(name: "DigestTests", dependencies: ["Digest"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    .testTarget(name: "SimulationStatisticsTests", dependencies: ["SimulationStatistics"]),
    .testTarget(name: "RedPacketsTests", dependencies: ["RedPackets", "Quantities"]),
    .testTarget(name: "SimulationKernelTests", dependencies: ["SimulationKernel"]),
    .testTarget(
      name: "ScenarioLanguageTests",
      dependencies: ["ScenarioLanguage", "ScenarioTypes", "Quantities", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ClusterModelTests",
      dependencies: [
        "ClusterModel", "ScenarioLanguage", "ScenarioTypes", "ResultTypes", "Quantities",
        "Reports", "SimulationKernel", "TestSupport",
      ],
      exclude: ["fingerprints.csv", "matrix.csv"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "ClusterModel", "Reports", "ResultTypes", "ScenarioTypes", "Quantities",
        "SimulationStatistics", "TestSupport",
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "ResultTypes", "ScenarioTypes", "SimulationStatistics", "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ResultStoreTests",
      dependencies: [
        "ResultStore", "Reports", "ResultTypes", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "HongbaoCommandsTests",
      dependencies: [
        "HongbaoCommands", "ScenarioLanguage", "TestSupport",
        .product(name: "Yams", package: "Yams"),
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "TestSupport", "ResultTypes", "hongbao", .product(name: "Yams", package: "Yams"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ModelValidationTests",
      dependencies: [
        "ClusterModel", "Experiments", "ScenarioLanguage", "ScenarioTypes", "ResultTypes",
        "SimulationStatistics", "SimulationKernel", "RedPackets", "Quantities", "TestSupport",
      ],
      exclude: ["Data"]),
    .testTarget(name: "MPITests", dependencies: ["TestSupport", "hongbao", "hongbao-mpi"]),
    .testTarget(
      name: "HTTP2TransportTests", dependencies: ["HTTP2Transport", "TestSupport", "hongbao-live"],
      exclude: ["Peers"]),
    .testTarget(
      name: "BenchmarkTests", dependencies: ["TestSupport", "KernelBenchmarks"],
      exclude: ["small-hashes.csv"]),
    .testTarget(
      name: "LiveServiceTests",
      dependencies: [
        "LiveService", "ClusterModel", "ScenarioTypes", "ResultTypes", "Quantities", "TestSupport",
      ]),
    .testTarget(
      name: "LiveCommandTests", dependencies: ["TestSupport", "hongbao-live", "hongbao"],
      exclude: ["Browser"]),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
  ]
)

// Where nobody waits for the program, the compiler's optimiser would be most of a first build.
let compiledQuickly: Set = [
  "ScenarioLanguage", "ResultTypes", "Experiments", "Reports", "ResultStore", "HongbaoCommands",
  "TestSupport",
]
/// Tests that are compiled as what they test is: they are long loops of their own.
let compiledFast: Set = ["SimulationKernelTests", "SimulationStatisticsTests", "TidyTests"]
for target in package.targets
where compiledQuickly.contains(target.name)
  || (target.type == .test && !compiledFast.contains(target.name))
{
  // Assertions stay out, as in the rest of a release build.
  target.swiftSettings = [.unsafeFlags(["-Onone", "-assert-config", "Release"])]
}

for target in package.targets where target.type != .system && !target.name.hasSuffix("Shims") {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
