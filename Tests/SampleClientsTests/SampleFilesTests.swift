import Engine
import Foundation
import Testing

@testable import SampleClients

@Suite struct SampleFilesTests {
  let today = Self.day
  let agency: SampleAgency

  /// 2026-11-22. The files are written once for all tests: that takes a second or two.
  private static let day = Day(20_779)
  private static let written = Result { try SampleAgency(seed: 1, today: day) }

  init() throws { agency = try Self.written.get() }

  @Test func theSameSeedAndDayGiveTheSameBytes() throws {
    let again = try SampleAgency(seed: 1, today: today)
    #expect(texts(of: again) == texts(of: agency))
    let other = try SampleAgency.Folder(of: .feira, today: today, seed: 2)
    #expect(other.leads.text != agency.folders[2].leads.text)
  }

  /// Sets and dictionaries have another order in each process, which no test within one can see.
  /// A change of the story changes the numbers: look at the files, then write the new ones here.
  @Test func everyProcessGivesTheSameBytes() {
    let sums = agency.folders.map { folder in [folder.leads, folder.events, folder.deals].map { checksum($0.text) } }
    let expected: [[UInt64]] = [
      [17_993_490_321_204_487_061, 1_863_768_886_726_077_949, 11_309_915_511_765_807_748],
      [8_141_258_027_929_329_094, 12_495_891_653_736_598_243, 5_922_355_697_532_351_511],
      [1_951_524_559_713_635_260, 4_001_831_272_778_783_232, 7_763_748_859_357_572_620],
    ]
    #expect(sums == expected)
  }

  @Test func everyRowIsAsWideAsItsHeaderButTheOneThatIsCutOff() {
    for folder in agency.folders {
      for (file, cutOff) in [(folder.leads, 1), (folder.events, 0), (folder.deals, 0)] {
        let csv = CSVRows(file.text)
        #expect(csv.fields.count == file.rowCount)
        #expect(csv.fields.count { $0.count != csv.header.count } == cutOff, "\(folder.slug)")
        #expect(Set(csv.header).count == csv.header.count)
      }
    }
    #expect(CSVRows(agency.list).rows.count == 3)
  }

  @Test func nothingLiesInTheFutureAndTheHistoryIsAYearLong() throws {
    let times = ["created_at", "updated_at", "occurred_at", "closed_at", "mql_at", "sql_at", "opportunity_at"]
    for (folder, client) in zip(agency.folders, Client.all) {
      let leads = RoughLeads(zone: try client.zone(), keyColumns: client.identities)
      for file in [folder.leads, folder.events, folder.deals] {
        let days = CSVRows(file.text).rows.flatMap { row in times.compactMap { leads.day(row[$0]) } }
        let last = try #require(days.max())
        #expect(last < today && last > today - 14, "\(folder.slug)")
        #expect(try #require(days.min()) < today - 365, "\(folder.slug)")
      }
    }
  }

  @Test func clientsHaveTheSizeOfClients() {
    for folder in agency.folders {
      #expect((600...3_200).contains(folder.leads.rowCount), "\(folder.slug) has \(folder.leads.rowCount)")
      #expect(folder.events.rowCount > 4 * folder.leads.rowCount)
      #expect(folder.deals.rowCount > 60)
    }
    let types = agency.folders.flatMap { CSVRows($0.events.text).rows.compactMap { $0["type"] } }
    #expect(Set(types).count >= 25, "\(Set(types).sorted())")
  }

  @Test func nobodyIsReal() {
    for folder in agency.folders {
      for row in CSVRows(folder.leads.text).rows + CSVRows(folder.events.text).rows {
        for address in [row["email"], row["domain"]].compactMap({ $0 }) where address.contains(".") {
          #expect(address.lowercased().hasSuffix(".example"), "\(address)")
        }
        #expect(row["linkedin"]?.contains("-example-") ?? true)
      }
    }
  }

  @Test func somePeopleAreInTheFilesTwice() throws {
    for (folder, client) in zip(agency.folders, Client.all) {
      let rows = CSVRows(folder.leads.text).rows
      var leads = RoughLeads(zone: try client.zone(), keyColumns: client.identities)
      leads.read(leads: rows)
      #expect(leads.all.count < rows.count - 20, "\(folder.slug)")
      let cookies = Set(CSVRows(folder.events.text).rows.filter { $0.count > 3 }.compactMap { $0["anonymous_id"] })
      #expect(cookies.count > 100)
    }
  }

  @Test func wonDealsHaveADayAndSomebodyKnown() {
    for folder in agency.folders {
      let leads = CSVRows(folder.leads.text).rows
      let known = Set(leads.compactMap { $0["external_id"] } + leads.compactMap { $0["email"] })
      let won = CSVRows(folder.deals.text).rows.filter { $0["status"] == "won" }
      let bad = won.filter { $0["closed_at"] == nil }
      #expect(bad.count == 1)
      #expect(won.count > 10)
      #expect(won.allSatisfy { known.contains($0["external_id"] ?? $0["email"] ?? "") }, "\(folder.slug)")
    }
  }

  @Test func aWrittenFolderHoldsWhatTheDemoReads() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "samples-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try agency.write(into: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let kinds = ["", "/deals.csv", "/definition.yaml", "/events.csv", "/leads.csv"]
    #expect(names == ["clients.csv"] + ["feira", "kestrel", "larkspur"].flatMap { slug in kinds.map { slug + $0 } })
  }

  private func texts(of agency: SampleAgency) -> [String] {
    [agency.list] + agency.folders.flatMap { [$0.definition, $0.leads.text, $0.events.text, $0.deals.text] }
  }

  /// FNV-1a.
  private func checksum(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
