// swift-tools-version: 6.2
import PackageDescription

// A package of its own: what libFuzzer needs are unsafe flags, which no dependency may have and
// which the product is not to be built with. Sources/ are links into the product's.

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let instrumented: [SwiftSetting] = house + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "Definitions", dependencies: ["CRE2", "Yams"], swiftSettings: instrumented),
    .target(name: "Engine", dependencies: ["Definitions"], swiftSettings: instrumented),
    // Of it only what reads schedules.
    .target(name: "Workers", dependencies: ["Engine"], swiftSettings: instrumented),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        // What strangers send is linked into this target itself, file by file: it has to do with no database.
        "Definitions", "Engine", "Workers", "CZlib", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: instrumented,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ],
  cxxLanguageStandard: .cxx17
)
