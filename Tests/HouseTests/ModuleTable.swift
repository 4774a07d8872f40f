/// Who may import whom: the table of `Docs/Architecture.md`, which the imports test holds.
///
/// Only our modules and those of packages appear; a module of the system may be imported anywhere.
enum ModuleTable {
  static let allowed: [String: Set<String>] = [
    "CLibPQ": [],
    "CRE2": [],
    "CMalloc": [],
    "LibPQ": ["CLibPQ"],
    "SQLCatalog": [],
    "Observation": [],
    "CatalogGenerator": ["Crypto"],
    "catalog": ["CatalogGenerator"],
    "Definitions": ["CRE2", "Yams"],
    "Engine": ["Definitions"],
    "Store": ["LibPQ", "SQLCatalog", "Engine", "Definitions", "Crypto"],
    "Intake": ["CMalloc", "Store", "Engine", "Definitions", "LibPQ", "Crypto"],
    "Delivery": [
      "Store", "Engine", "Definitions", "Crypto", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
    ],
    "Workers": [
      "Observation", "Delivery", "Intake", "Store", "Engine", "Definitions", "LibPQ", "ServiceLifecycle",
    ],
    "CZlib": [],
    "Service": [
      "CZlib", "Observation", "Intake", "Store", "Engine", "Definitions", "LibPQ", "Hummingbird", "HummingbirdCore",
      "Mustache", "Crypto", "Logging", "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "HTTPTypes", "ServiceLifecycle",
    ],
    "Bench": [
      "CMalloc", "Service", "Observation", "Workers", "Intake", "Store", "SQLCatalog", "Engine", "Definitions", "LibPQ",
    ],
    "Terminal": [],
    "headway": [
      "Bench", "Workers", "Delivery", "Intake", "Store", "Engine", "Definitions", "LibPQ", "Terminal", "ArgumentParser",
      "CMalloc", "Observation", "Service", "ServiceLifecycle", "Logging",
    ],
    "SampleClients": ["Engine"],
    "sample-clients": ["SampleClients", "Engine", "ArgumentParser"],
    "TestSupport": ["LibPQ"],
    "MigratedDatabase": ["TestSupport", "Store", "SQLCatalog", "LibPQ"],
    "Chance": [],
    "NaiveEvaluator": ["Chance", "Definitions", "Engine"],
  ]

  /// What the table speaks about: a name that is neither here nor a module of ours is the system's.
  static let ofPackages: Set<String> = [
    "Crypto", "Yams", "ArgumentParser", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
    "ServiceLifecycle", "Logging", "Hummingbird", "HummingbirdCore", "Mustache", "HTTPTypes",
    "NIOHTTPTypes",
  ]

  /// The modules that compute and do nothing else.
  static let pure = ["Definitions", "Engine"]
}
