import Foundation
import Testing

@Suite struct ImportsTests {
  @Test func everyModuleIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: packageRoot.appending(path: "Sources").path)
    let unknown = folders.filter { ModuleTable.allowed[$0] == nil }
    #expect(unknown.isEmpty, "say in Docs/Architecture.md and in ModuleTable what these may import")
  }

  @Test func noModuleImportsWhatTheTableDoesNotAllow() throws {
    let watched = ModuleTable.ofPackages.union(ModuleTable.allowed.keys)
    for (module, allowed) in ModuleTable.allowed {
      for path in files(below: ["Sources/\(module)", "Tests/\(module)"], ending: ".swift") {
        for name in imports(in: try text(of: path)) where watched.contains(name) {
          #expect(allowed.contains(name), "\(path) imports \(name)")
        }
      }
    }
  }

  @Test func theImportsReaderSeesEveryFormOfImport() {
    let source = """
      import Plain
      public import Open
      @testable import Tested
      @preconcurrency internal import Older
      import struct Part.Of
      // import Commented
      let text = "import Quoted"
      """
    #expect(imports(in: source) == ["Plain", "Open", "Tested", "Older", "Part"])
  }

  /// Dispatch's C module and Glibc both bring these, and whose they are is settled anew in each process of the compiler:
  /// a file that imports one alone builds on most days, and fails on a cold build of another machine.
  @Test func aFileThatMakesACStructOfBothModulesImportsBoth() throws {
    let shared = /\b(timespec|timeval|sigset_t|siginfo_t|stat|sigaction)\(\)|\btimeval\(tv_sec/
    for path in files(below: ["Sources", "Tests"], ending: ".swift") {
      let source = try text(of: path)
      guard lines(of: source).contains(where: { !$0.isComment && $0.text.contains(shared) }) else { continue }
      let imported = imports(in: source)
      for name in ["Dispatch", "Glibc"] { #expect(imported.contains(name), "\(path) also needs: import \(name)") }
    }
  }

  /// What a metric says may depend on nothing but what it is given.
  @Test(arguments: ModuleTable.pure)
  func aPureModuleReadsNoClockAndNoEnvironmentAndPrintsNothing(module: String) throws {
    let effects = /\b(Date\(\)|Date\.now|ContinuousClock|SuspendingClock|ProcessInfo|getenv|clock_gettime|print\()/
    for path in files(below: ["Sources/\(module)"], ending: ".swift") {
      for line in lines(of: try text(of: path)) where !line.isComment {
        #expect(line.text.firstMatch(of: effects) == nil, "\(path):\(line.number)")
      }
    }
  }

  /// The evaluator that the property test compares with shares the raw log, the calendar and the parsed
  /// expressions with the product, and none of the rules that it is there to check.
  @Test func theNaiveEvaluatorSharesNoRuleWithTheProduct() throws {
    let own = files(below: ["Tests/NaiveEvaluator"], ending: ".swift")
    let shared = ["Sources/Engine/Log/", "Sources/Engine/Time/"]
    let rules =
      files(
        below: [
          "Sources/Engine", "Sources/Definitions/Compiled", "Sources/Definitions/Trial", "Sources/Definitions/Momentum",
        ], ending: ".swift"
      )
      .filter { path in !shared.contains { path.hasPrefix($0) } }
    let forbidden = try names(declaredIn: rules).subtracting(try names(declaredIn: own))
    for path in own {
      let source = try text(of: path)
      #expect(!source.contains("@testable"), "\(path)")
      let words = Set(source.matches(of: /\b[A-Z]\w+/).map { String($0.output) })
      #expect(words.isDisjoint(with: forbidden), "\(path) uses \(words.intersection(forbidden).sorted())")
    }
  }

  private func imports(in source: String) -> [String] {
    let statement =
      #/
      ^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?
      import\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?(?<module>\w+)
      /#
    return source.split(separator: "\n").compactMap { $0.firstMatch(of: statement).map { String($0.module) } }
  }

  private func names(declaredIn paths: [String]) throws -> Set<String> {
    let declaration = /\b(?:struct|enum|class|actor|protocol|typealias)\s+([A-Z]\w*)/
    return try Set(paths.flatMap { try text(of: $0).matches(of: declaration).map { String($0.output.1) } })
  }
}
