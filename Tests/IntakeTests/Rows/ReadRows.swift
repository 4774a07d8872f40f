import Definitions
import Engine

@testable import Intake

/// A tenant of the tests: Berlin, 22 November 2026.
func rules(
  zone: String = "Europe/Berlin", identities: Set<KeyKind> = IdentityResolver.defaultKinds,
  rates: ExchangeRates = ExchangeRates(home: .usd)
) -> IntakeRules {
  IntakeRules(
    zone: Zone(iana: zone) ?? .utc, today: Day(iso: "2026-11-22") ?? Day(0), identities: identities, rates: rates)
}

/// A reader with its plan, as an import makes them.
func plan(_ kind: FileKind, _ text: String, map: String? = nil, preset: Preset? = nil) throws -> (CSVReader, ColumnPlan)
{
  let reader = try CSVReader(name: "t.csv", source: MemorySource(text))
  var columns = preset?.map(for: kind) ?? .none
  if let map { columns = try ColumnMap.read(map, file: "map.yaml", for: kind) }
  return (reader, try ColumnPlan(kind, header: reader.header, map: columns, file: "t.csv"))
}

struct ReadLeads {
  var rows: [LeadRow] = []
  var keyrings: [[String]] = []
  var rejects: [Reject] = []
  var tally = ImportTally()
  var notes: [String] = []

  init(_ text: String, map: String? = nil, preset: Preset? = nil, rules: IntakeRules = rules()) throws {
    let (csv, plan) = try plan(.leads, text, map: map, preset: preset)
    let reader = LeadReader(csv, plan: plan, rules: rules)
    notes = plan.notes
    while let batch = try reader.next(limit: 3) {
      rows += batch.rows
      keyrings += batch.rows.map { batch.keyrings[$0.keyring].keys.map(\.description) }
      rejects += batch.rejects
    }
    tally = reader.tally
  }

  func attributes(_ row: Int) -> String { String(decoding: rows[row].attributes, as: UTF8.self) }
}

struct ReadEvents {
  var facts: [EventFact] = []
  var keyrings: [[String]] = []
  var identities: [Fingerprint] = []
  var properties: [String] = []
  var lines: [Int] = []
  var rejects: [Reject] = []
  var tally = ImportTally()
  var batches: [EventBatch] = []

  init(
    _ text: String, map: String? = nil, limit: Int = 3, rules: IntakeRules = rules()
  ) throws {
    let (csv, plan) = try plan(.events, text, map: map)
    let reader = EventReader(csv, plan: plan, rules: rules)
    while let batch = try reader.next(limit: limit) {
      for row in 0..<batch.count {
        facts.append(try batch.fact(row, arrival: Arrival(Int64(row))))
        keyrings.append(batch.keyrings[Int(batch.keyring[row])].keys.map(\.description))
        properties.append(batch.properties.text(row))
      }
      identities += batch.identity
      lines += batch.lines
      rejects += batch.rejects
      batches.append(batch)
    }
    tally = reader.tally
  }
}

struct ReadDeals {
  var rows: [DealRow] = []
  var keyrings: [[String]] = []
  var rejects: [Reject] = []
  var tally = ImportTally()
  var notes: [String] = []

  init(_ text: String, map: String? = nil, preset: Preset? = nil, rules: IntakeRules = rules()) throws {
    let (csv, plan) = try plan(.deals, text, map: map, preset: preset)
    let reader = DealReader(csv, plan: plan, rules: rules)
    notes = plan.notes
    while let batch = try reader.next(limit: 3) {
      rows += batch.rows
      keyrings += batch.rows.map { batch.keyrings[$0.keyring].keys.map(\.description) }
      rejects += batch.rejects
    }
    tally = reader.tally
  }
}

/// What is said of a file and a map that do not fit.
func planFault(_ kind: FileKind, _ text: String, map: String? = nil) -> String {
  do {
    _ = try plan(kind, text, map: map)
    return "no fault"
  } catch {
    return "\(error)"
  }
}
