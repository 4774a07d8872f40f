import Foundation
import Testing

/// `make mutants` takes long and is run by hand; that its list fits the sources is looked at every time.
@Suite struct MutationListTests {
  static let script = URL(filePath: #filePath).appending(path: "../../../Deploy/dev/mutants").standardized.path

  /// In the copy that is mutated there is no list.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: script)))
  func everyMutationFitsTheSources() throws {
    let process = Process()
    let said = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [Self.script, "--fits"]
    process.standardOutput = said
    try process.run()
    let text = try said.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text ?? "")")
  }
}
