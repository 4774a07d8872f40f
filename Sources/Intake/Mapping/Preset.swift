/// Maps for the exports of well-known CRMs, in the form that a user's map has.
///
/// Column names change with the export (label or API name), over time and per account, so a
/// preset names all that were seen and needs none of them. What an account has made its own
/// goes into a map that begins with `preset:`.
public enum Preset: String, Sendable, CaseIterable {
  case hubspot
  case salesforce
  case pipedrive

  /// The map as YAML, for a user to start from; `nil` where the CRM exports no such file.
  public func text(for kind: FileKind) -> String? {
    switch (self, kind) {
    case (.hubspot, .leads): PresetTexts.hubspotLeads
    case (.hubspot, .deals): PresetTexts.hubspotDeals
    case (.salesforce, .leads): PresetTexts.salesforceLeads
    case (.salesforce, .deals): PresetTexts.salesforceDeals
    case (.pipedrive, .leads): PresetTexts.pipedriveLeads
    case (.pipedrive, .deals): PresetTexts.pipedriveDeals
    case (_, .events), (_, .signals): nil
    }
  }

  /// The map; empty where the CRM exports no such file.
  public func map(for kind: FileKind) -> ColumnMap {
    // That every preset can be read is a test.
    guard let text = text(for: kind), var map = try? ColumnMap.read(text, file: rawValue, for: kind) else {
      return .none
    }
    for index in map.rules.indices { map.rules[index].node = nil }
    return map
  }
}
