import Foundation
import Testing

@testable import Store

@Suite struct PostgresProgramsTests {
  private let found = [15, 17, 16].map { version in
    PostgresPrograms(folder: URL(filePath: "/pg/\(version)/bin"), version: version)
  }

  @Test func newDataIsMadeByTheNewestAndOldDataKeepsItsOwn() throws {
    #expect(try PostgresPrograms.choose(from: found, for: nil, searched: []).version == 17)
    #expect(try PostgresPrograms.choose(from: found, for: 16, searched: []).version == 16)
  }

  @Test func dataOfAVersionThatIsGoneIsNotTouched() {
    #expect(throws: EmbeddedClusterError.otherVersion(data: 14, installed: [15, 16, 17])) {
      try PostgresPrograms.choose(from: found, for: 14, searched: [])
    }
  }

  @Test func aMachineWithoutAServerSaysWhereItWasLookedFor() {
    #expect(throws: EmbeddedClusterError.noPrograms(searched: ["/pg"])) {
      try PostgresPrograms.choose(from: [], for: nil, searched: ["/pg"])
    }
  }

  @Test(arguments: [
    ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15), ("postgres (PostgreSQL) 18beta1", 18),
    ("postgres (EnterpriseDB)", nil),
  ])
  func theVersionIsRead(output: String, version: Int?) {
    #expect(PostgresPrograms.majorVersion(in: output) == version)
  }
}
