// swift-tools-version: 6.2
import PackageDescription

/// Every module of ours is written in the same dialect: Swift 6, explicit `any`, imports
/// that stay inside their file unless they say `public`.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The wrapper is the one place where memory is handled by hand, so there every unsafe
/// expression has to say so.
let strict: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
  name: "headway",
  products: [.executable(name: "headway", targets: ["headway"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // What async-http-client is built on; named for the few of its types that Delivery meets.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "LibPQ", dependencies: ["CLibPQ"], swiftSettings: strict),
    .target(name: "SQLCatalog", swiftSettings: house),
    .target(name: "Observation", swiftSettings: house),
    .target(
      name: "CatalogGenerator", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),
    .executableTarget(name: "catalog", dependencies: ["CatalogGenerator"], swiftSettings: house),
    .target(name: "Definitions", dependencies: ["CRE2", "Yams"], swiftSettings: house),
    .target(name: "Engine", dependencies: ["Definitions"], swiftSettings: house),
    .target(
      name: "Store",
      dependencies: [
        "LibPQ", "SQLCatalog", "Engine", "Definitions", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: house),
    .target(
      name: "Intake",
      dependencies: [
        "CMalloc", "Store", "Engine", "Definitions", "LibPQ", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: house),
    .target(
      name: "Delivery",
      dependencies: [
        "Store", "Engine", "Definitions",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: house),
    .target(
      name: "Workers",
      dependencies: [
        "Observation", "Delivery", "Store", "Intake", "Engine", "Definitions", "LibPQ",
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: house),
    .target(
      name: "Bench",
      dependencies: [
        "CMalloc", "Service", "Observation", "Workers", "Intake", "Store", "SQLCatalog", "Engine", "Definitions",
        "LibPQ",
      ], swiftSettings: house),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Service",
      dependencies: [
        "CZlib", "Observation", "Intake", "Store", "Engine", "Definitions", "LibPQ",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: house),
    .target(name: "Terminal", swiftSettings: house),
    .executableTarget(
      name: "headway",
      dependencies: [
        "CMalloc", "Terminal", "Observation", "Service", "Bench", "Workers", "Delivery", "Intake", "Store", "Engine",
        "Definitions", "LibPQ",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: house),
    .target(name: "SampleClients", dependencies: ["Engine"], swiftSettings: house),
    .executableTarget(
      name: "sample-clients",
      dependencies: [
        "SampleClients", "Engine", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),
    .testTarget(
      name: "SampleClientsTests", dependencies: ["SampleClients", "Definitions", "Engine"], swiftSettings: house),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: house),
    .testTarget(
      name: "HeadwayTests", dependencies: ["headway", "Chance", "LibPQ", "TestSupport"], swiftSettings: house),
    .testTarget(name: "EmbeddedClusterTests", dependencies: ["Store"], swiftSettings: house),
    .testTarget(name: "HouseTests", dependencies: ["CatalogGenerator", "SQLCatalog"], swiftSettings: house),
    .testTarget(
      name: "DefinitionsTests", dependencies: ["Chance", "Definitions"], exclude: ["FuzzFindings"], swiftSettings: house
    ),
    .testTarget(name: "EngineTests", dependencies: ["Chance", "Engine", "Definitions"], swiftSettings: house),
    .target(name: "Chance", path: "Tests/Chance", swiftSettings: house),
    .target(
      name: "NaiveEvaluator", dependencies: ["Chance", "Engine", "Definitions"], path: "Tests/NaiveEvaluator",
      swiftSettings: house),
    .testTarget(
      name: "PropertyTests", dependencies: ["Chance", "NaiveEvaluator", "Engine", "Definitions"], swiftSettings: house),
    .testTarget(
      name: "IdentityPropertyTests", dependencies: ["Chance", "NaiveEvaluator", "Intake", "Engine"],
      swiftSettings: house),
    .testTarget(
      name: "IntakeTests",
      dependencies: ["Chance", "Intake", "Engine", "Definitions", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),
    .target(name: "TestSupport", dependencies: ["LibPQ"], path: "Tests/TestSupport", swiftSettings: house),
    .target(
      name: "MigratedDatabase", dependencies: ["Store", "SQLCatalog", "LibPQ", "TestSupport"],
      path: "Tests/MigratedDatabase", swiftSettings: house),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "SQLCatalog", "Engine", "Definitions", "LibPQ", "MigratedDatabase", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: house),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "Chance", "Workers", "Observation", "Delivery", "Store", "Engine", "Definitions", "LibPQ", "MigratedDatabase",
        "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: house),
    .testTarget(name: "LibPQTests", dependencies: ["Chance", "LibPQ", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "BenchTests", dependencies: ["Bench", "LibPQ", "Store", "TestSupport", "Workers"], swiftSettings: house),
    .testTarget(
      name: "ServiceTests",
      dependencies: [
        "Service", "SampleClients", "Workers", "Observation", "Intake", "Store", "SQLCatalog", "Engine", "Definitions",
        "LibPQ", "MigratedDatabase",
        "TestSupport", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["FuzzFindings"],
      swiftSettings: house),
    .testTarget(
      name: "ReadingTests",
      dependencies: [
        "Chance", "Store", "SQLCatalog", "Engine", "Definitions", "LibPQ", "MigratedDatabase", "NaiveEvaluator",
        "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "WorkersTests",
      dependencies: [
        "Chance", "Workers", "Observation", "Intake", "Store", "SQLCatalog", "Engine", "Definitions", "LibPQ",
        "MigratedDatabase", "NaiveEvaluator", "SampleClients", "TestSupport",
      ],
      exclude: ["Schedules/FuzzFindings"],
      swiftSettings: house),
  ],
  cxxLanguageStandard: .cxx17
)
