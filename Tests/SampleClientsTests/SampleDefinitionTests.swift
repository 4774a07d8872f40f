import Definitions
import Engine
import Testing

@testable import SampleClients

@Suite struct SampleDefinitionTests {
  @Test func everyDefinitionIsValidAndWarnsOfNothing() throws {
    for client in Client.all {
      let definition = try parse(client)
      #expect(definition.warnings.isEmpty, "\(definition.warnings)")
      #expect(Set(definition.gates.keys) == Set(Gate.allCases), "\(client.slug)")
    }
  }

  @Test func twoClientsCountTheStockAndOneTheFlow() throws {
    #expect(try Client.all.map { try parse($0).basis } == [.stock, .stock, .flow])
    #expect(Set(Client.all.map(\.definition)).count == 3)
  }

  /// "Did you mean" and the lints look at what the tenant's data has: the files have all of it.
  @Test func everyNameInADefinitionIsInTheFiles() throws {
    for client in Client.all {
      let folder = try SampleAgency.Folder(of: client, today: .init(20_779), seed: 1)
      let columns = Set(CSVRows(folder.leads.text).header)
      let types = Set(CSVRows(folder.events.text).rows.compactMap { $0["type"] })
      let definition = try parse(client)
      for attribute in definition.program.attributes {
        let column = attribute.root == .account ? "account.\(attribute.name)" : attribute.name
        #expect(columns.contains(column), "\(client.slug): \(column)")
      }
      #expect(Set(definition.scoring.map(\.event)).isSubset(of: types), "\(client.slug)")
    }
  }

  private func parse(_ client: Client) throws -> Definition {
    try Definition.parse(client.definition, file: "definition.yaml")
  }
}
