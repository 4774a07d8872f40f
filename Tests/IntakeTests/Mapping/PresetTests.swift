import Definitions
import Engine
import Foundation
import Testing

@testable import Intake

@Suite("Presets for CRMs")
struct PresetTests {
  @Test func everyPresetCanBeRead() throws {
    for preset in Preset.allCases {
      for kind in FileKind.allCases {
        guard let text = preset.text(for: kind) else { continue }
        let map = try ColumnMap.read(text, file: preset.rawValue, for: kind)
        #expect(!map.rules.isEmpty)
        for rule in map.rules where !rule.values.isEmpty || rule.otherValues != nil {
          let results = Array(rule.values.values) + [rule.otherValues].compactMap(\.self)
          for value in results where !value.isEmpty && rule.target == "stage" { #expect(Stage(name: value) != nil) }
          for value in results where rule.target == "status" { #expect(DealFact.Status(rawValue: value) != nil) }
        }
      }
    }
  }

  @Test func aHubSpotExportIsUnderstoodInAllItsDateFormats() throws {
    let file = try ReadLeads(
      """
      Record ID,First Name,Last Name,Email,Company Name,Lifecycle Stage,Create Date,Became a Marketing Qualified Lead Date,Original Source,Industry,Number of Form Submissions,Agrees? 
      101,Jane,Doe,jane@acme.com,Acme,Marketing Qualified Lead,2024-03-12 09:14,3/15/2024 2:30 PM,ORGANIC_SEARCH,saas,3,true
      102,Joe,Roe,joe@acme.com,Acme,other,2024-01-15 10:00:00,,Direct Traffic,,,
      103,Kim,Poe,kim@acme.com,Acme,churned,2024-01-15 10:00:00,,OFFLINE,,,
      """, preset: .hubspot)
    #expect(file.keyrings[0] == ["external_id:101", "email:jane@acme.com"])
    #expect(file.rows.map(\.stage) == [.mql, nil])
    #expect(file.rows[0].createdAt?.description == "2024-03-12T09:14:00")
    #expect(file.rows[0].stageDates[.mql]?.description == "2024-03-15T14:30:00")
    #expect(file.rows.map(\.channel) == ["organic_search", "direct"])
    #expect(file.rows[0].accountKey == "acme.com")
    #expect(String(decoding: file.rows[0].accountAttributes, as: UTF8.self) == #"{"industry":"saas"}"#)
    #expect(file.attributes(0).contains(#""agrees":true"#))
    #expect(file.attributes(0).contains(#""number_of_form_submissions":3"#))
    #expect(file.tally.unknownValues == ["Lifecycle Stage": ["churned": 1]])
  }

  @Test func aPresetIsExtendedByAMapThatNamesIt() throws {
    let file = try ReadLeads(
      "Lead ID,Email,Lead Status,Create Date\n1,a@x.de,Cold as ice,1/31/2024\n",
      map: "preset: salesforce\nstage: { from: Lead Status, values: { cold as ice: disqualified } }\n")
    #expect(file.rows[0].stage == .disqualified)
    #expect(file.rows[0].createdAt?.description == "2024-01-31")
  }

  @Test func pipedriveMarksRequiredColumnsWithAnAsterisk() throws {
    let file = try ReadDeals(
      "Deal - ID*,Deal - Status,Deal - Value,Deal - Currency of value,Person - Email (Work),Deal - Won time,Deal - Lost time\n"
        + "7,Won,1000,USD,jane@x.de,2024-05-01 10:00:00,\n8,Lost,5,USD,jane@x.de,,2024-05-02 10:00:00\n",
      preset: .pipedrive)
    #expect(file.rejects.isEmpty)
    #expect(file.rows.map(\.dealID) == ["7", "8"])
    #expect(file.rows.map { $0.closedAt?.description } == ["2024-05-01T10:00:00", "2024-05-02T10:00:00"])
  }

  @Test(.enabled(if: SharedFiles.arePresent, "../shared/data/crm-headers is absent"))
  func everyHeaderThatWasSeenFindsItsTargets() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: SharedFiles.path("crm-headers/headers.json")))
    let lists = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    func targets(_ name: String, _ preset: Preset, _ kind: FileKind, adding: [String] = []) throws -> Set<String> {
      let names = try #require(lists[name] as? [String])
      let text = (names + adding).map { "\"\($0)\"" }.joined(separator: ",") + "\n"
      let (_, columns) = try plan(kind, text, preset: preset)
      return Set(columns.standard.keys).union(columns.keys.map(\.kind.name))
    }
    let hubspot = try targets("hubspot_contacts_export_observed", .hubspot, .leads)
    #expect(
      hubspot == [
        "external_id", "email", "phone", "first_name", "last_name", "title", "company", "domain", "channel", "stage",
        "created_at", "updated_at", "mql_at", "sql_at", "opportunity_at", "customer_at",
      ])
    let loader = try targets("salesforce_lead_data_loader", .salesforce, .leads)
    #expect(
      loader == [
        "external_id", "email", "phone", "first_name", "last_name", "name", "title", "company", "domain", "channel",
        "stage",
        "created_at", "updated_at", "opportunity_at",
      ])
    let report = try targets("salesforce_lead_report_labels", .salesforce, .leads)
    #expect(
      report == [
        "external_id", "email", "phone", "first_name", "last_name", "title", "company", "channel", "stage",
        "created_at",
        "opportunity_at",
      ])
    let person = try targets("pipedrive_person_columns", .pipedrive, .leads)
    #expect(person == ["external_id", "email", "phone", "first_name", "last_name", "name", "title", "company"])
    let deals = try targets("pipedrive_deals_export_observed", .pipedrive, .deals, adding: ["Person - Email"])
    #expect(
      deals == [
        "deal_id", "email", "status", "amount", "currency", "created_at", "closed_at", "updated_at",
      ])
    let opportunities = try targets("salesforce_opportunity_api", .salesforce, .deals, adding: ["Email"])
    #expect(opportunities == ["deal_id", "email", "status", "amount", "created_at", "closed_at"])
  }
}
