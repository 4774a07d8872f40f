import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import SQLCatalog
import TestSupport
import Testing

@testable import Store

/// What an import and a refresh look up they find by an index, however the statistics stand: a client
/// that came after the last ANALYZE is planned for as well as those that the planner knows.
@Suite struct LookupPlanTests {
  static let definition = "name: two visits\nqualified:\n  intent: events(\"page_view\").count() >= 2\n"

  @Test func aSmallBatchNeverReadsATableThatGrowsWithTheTenant() async throws {
    try await withMigratedDatabase { database, place in
      let known = try await Client.make("known", definition: Self.definition, in: database, place)
      let other = try await Client.make("other", definition: Self.definition, in: database, place)
      let administrator = try await Connection.open(place.conninfo)
      for client in [known, other] { try await administrator.simple(Self.filling(client.tenant.id)) }
      try await administrator.simple("analyze")
      let late = try await Client.make("late", definition: Self.definition, in: database, place)
      try await administrator.simple(Self.filling(late.tenant.id))
      await administrator.close()

      for client in [known, late] {
        for (name, text) in Self.lookups(of: client.tenant.id) {
          let plan = try await database.write(as: client.tenant.id) { session in
            try session.execute(OpenInbox())
            return try session.query("explain (format json) \(text)").compactMap { $0.first ?? nil }.joined()
          }
          for fault in try Self.faults(in: plan) {
            Issue.record("\(name), \(client.tenant.slug): \(fault)")
          }
        }
        // What goes through all leads does so once: a rebuild's generation is new to the planner too.
        for (name, text) in Self.streams(of: client.tenant.id) {
          let plan = try await client.query("explain \(text)").compactMap { $0.first ?? nil }.joined(separator: "\n")
          #expect(!plan.contains("Join Filter"), "\(name), \(client.tenant.slug): \(plan)")
        }
      }
    }
  }

  /// No statistics of the log say whose a row is, also after an ANALYZE.
  @Test func theLogKeepsNoStatisticsOfItsTenants() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(Self.filling(client.tenant.id))
      try await administrator.simple("analyze")
      let kept = try await administrator.query(
        """
        select distinct c.relname from pg_stats s
        join pg_class c on c.relname = s.tablename and c.relnamespace = 'core'::regnamespace
        where s.schemaname = 'core' and s.attname = 'tenant_id' order by 1
        """)
      await administrator.close()
      let names = kept.compactMap { $0.first ?? nil }
      #expect(names.contains("profile"), "readers join it")
      #expect(Set(names).isDisjoint(with: ["event", "keyring", "identity", "record", "account", "deal_row", "signal"]))
    }
  }

  // MARK: - Plans

  /// Each relation that grows with a tenant is to be found by an index, by more than the tenant.
  private static func faults(in plan: String) throws -> [String] {
    guard let root = try JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [[String: Any]] else {
      return ["no plan: \(plan)"]
    }
    return root.compactMap { $0["Plan"] as? [String: Any] }.flatMap(faults(of:))
  }

  private static func faults(of node: [String: Any]) -> [String] {
    let type = node["Node Type"] as? String ?? ""
    let relation = node["Relation Name"] as? String ?? ""
    // The half of a statement that is for all, and not for a list.
    if node["One-Time Filter"] as? String == "false" { return [] }
    var faults: [String] = []
    if type == "Hash Join" || type == "Merge Join" { faults.append("a \(type)") }
    if type == "Seq Scan", growing.contains(relation) { faults.append("a Seq Scan on \(relation)") }
    let isIndexed = type == "Index Scan" || type == "Index Only Scan" || type == "Bitmap Index Scan"
    if isIndexed, relation.isEmpty || growing.contains(relation) {
      let condition = node["Index Cond"] as? String ?? ""
      let columns = condition.replacing("generation", with: "").matches(of: #/[a-z]+(_[a-z]+)* (=|<=|IS) /#)
        .map { String($0.output.0) }
      if columns.allSatisfy({ $0.hasPrefix("tenant_id") }) {
        faults.append("\(type) on \(relation) \(node["Index Name"] ?? "") by \(condition)")
      }
    }
    return faults + (node["Plans"] as? [[String: Any]] ?? []).flatMap(Self.faults(of:))
  }

  private static let growing: Set = [
    "event", "identity", "keyring", "record", "account", "account_record", "deal", "deal_row", "signal", "momentum",
    "profile", "qualification", "account_momentum", "alert", "watch", "lead", "reject", "erased", "erased_key", "tag",
    "assignment", "outbox", "ban",
  ]

  /// Every statement of a fold and of a refresh that looks something up, with what a small batch asks for.
  private static func lookups(of tenant: TenantID) -> [(String, String)] {
    let ids = "'{1,2,3}'::bigint[]"
    let texts = "'{\(tenant.rawValue)-1,\(tenant.rawValue)-2}'::text[]"
    let uuids = "array[md5('1')::uuid, md5('2')::uuid]"
    let times = "'{2026-01-01,2026-01-01,2026-01-01}'::timestamptz[]"
    let asked: [(SQLFile, [String])] = [
      (SQL.Log.accountsByKey, [texts]), (SQL.Log.conflictingEvents, []), (SQL.Log.dealKeyrings, [texts]),
      (SQL.Log.dealRows, [texts]), (SQL.Log.keyringsByDigest, [uuids]), (SQL.Log.keyringsById, [ids]),
      (SQL.Log.keyringsByKey, [texts]), (SQL.Log.keyringsOfLeads, [ids]), (SQL.Log.knownMessages, [uuids]),
      (SQL.Log.leadsOfKeys, [texts]), (SQL.Log.markAllEvents, ["1"]), (SQL.Log.markFreshEvents, ["1"]),
      (SQL.Log.markLeadsOfKeyrings, [ids, "1"]), (SQL.Log.moveKeyrings, [ids, ids, ids]),
      (SQL.Log.widenKeyrings, [ids, times, ids]), (SQL.Imports.remainingSightings, [ids]),
      (SQL.Timeline.stored, ["1", ids]), (SQL.Timeline.storedMomenta, ["1", ids]),
      (SQL.Timeline.leadsOfAccounts, [ids]), (SQL.Timeline.signals, [ids]), (SQL.Timeline.accountFactsOfSome, [ids]),
      (SQL.Timeline.removeQualifications, ["1", "7"]), (SQL.Timeline.removeProfiles, ["1", "7"]),
      (SQL.Timeline.removeMomenta, ["1", "7"]), (SQL.Timeline.removeAccounts, ["1", "7"]),
      (SQL.Alerts.accountNames, [ids]), (SQL.Alerts.firstKeyrings, [ids]), (SQL.Alerts.known, [texts]),
      (SQL.Alerts.signals, [ids]), (SQL.Alerts.lately, [ids, "'2026-01-01'::date"]),
      (SQL.Alerts.dueWatches, ["'2026-01-01'::date", "1000"]), (SQL.Timeline.whatIsDue, ["'2026-01-01'::date"]),
      (SQL.Work.endWaitingRefresh, []),
      (SQL.Alerts.subjects, ["1", ids]), (SQL.Alerts.removeWatches, ["'{lead,lead,lead}'::text[]", ids]),
    ]
    let some = [LeadID(1), LeadID(2)]
    return (asked + erasures).map { file, values in
      (file.name, filled(file.text, ["\(tenant.rawValue)::bigint"] + values))
    } + [
      ("timeline/facts", query(FactsText.copy(of: some, tenant: tenant, definition: nil))),
      ("timeline/account_leads", query(AccountsText.copy(of: [AccountID(1)], tenant: tenant, generation: 1))),
      (
        FactsOfSome.sql.name,
        filled(FactsOfSome.sql.text, ["\(tenant.rawValue)::bigint", ids, "'{page_view}'", "5001"])
      ),
      (
        LeadsOfSomeAccounts.sql.name,
        filled(LeadsOfSomeAccounts.sql.text, ["\(tenant.rawValue)::bigint", "1", ids])
      ),
    ]
  }

  /// Every statement that takes a person away, with what one person has. Not erasure/rejects: rows that were set
  /// aside name nobody by a key, so all are read, and they are kept for 90 days only.
  private static let erasures: [(SQLFile, [String])] = {
    let ids = "'{1,2,3}'::bigint[]"
    let keys = "'{email:a@b.example,external_id:1}'::text[]"
    let uuids = "array[md5('1')::uuid, md5('2')::uuid]"
    return [
      (SQL.Erasure.accounts, [ids]), (SQL.Erasure.alertTexts, []), (SQL.Erasure.erasedLead, ["7"]),
      (SQL.Erasure.freeze, ["7"]), (SQL.Erasure.isBehind, ["7"]), (SQL.Erasure.keepKeys, [uuids]),
      (SQL.Erasure.knownKeys, [uuids]), (SQL.Erasure.lonelyAccounts, [ids]), (SQL.Erasure.names, ["7", ids]),
      (SQL.Erasure.otherCarriers, [keys, ids]), (SQL.Erasure.putAlertText, ["7", "''", "''", "''"]),
      (SQL.Erasure.blankRejects, ["'{1,1}'::integer[]", "'{1,2}'::bigint[]"]), (SQL.Erasure.removeAccount, ["7"]),
      (SQL.Erasure.removeAlerts, [ids]), (SQL.Erasure.removeBans, [keys]), (SQL.Erasure.removeEvents, [ids]),
      (SQL.Erasure.removeKeyrings, [ids]), (SQL.Erasure.removeNotes, [ids]), (SQL.Erasure.removeRecords, [ids]),
      (SQL.Erasure.removeResults, ["7"]), (SQL.Erasure.timelines, [ids]), (SQL.Erasure.unlinkDeals, [ids]),
    ]
  }()

  /// What a rebuild reads of all leads, and of a generation that no statistics know.
  private static func streams(of tenant: TenantID) -> [(String, String)] {
    [
      ("timeline/facts", query(FactsText.copy(of: nil, tenant: tenant, definition: nil))),
      ("timeline/account_leads", query(AccountsText.copy(of: nil, tenant: tenant, generation: 2))),
    ]
  }

  /// The highest number first, for `$1` begins `$10` too.
  private static func filled(_ text: String, _ values: [String]) -> String {
    values.enumerated().reversed().reduce(text) { $0.replacing("$\($1.offset + 1)", with: $1.element) }
  }

  /// What a COPY copies.
  private static func query(_ copy: String) -> String {
    copy.replacing(#/^copy \(/#, with: "").replacing(#/\) to stdout \(format binary\)$/#, with: "")
  }

  /// 20,000 leads with two events, a record and a deal each, in one statement each, as the superuser.
  private static func filling(_ tenant: TenantID) -> String {
    let id = tenant.rawValue
    return """
      insert into core.keyring select \(id), n, md5('\(id)-' || n)::uuid, array['external_id:' || n], false, n, n, n % 500, now(), n
        from generate_series(1, 20000) n;
      insert into core.identity select \(id), 'external_id:' || n, n from generate_series(1, 20000) n;
      insert into core.lead select \(id), n, null from generate_series(1, 20000) n;
      insert into core.event select \(id), md5('\(id)-' || n)::uuid, 1 + n % 20000, n, now(), null, false, 1, 'page_view'
        from generate_series(1, 40000) n;
      insert into core.record (tenant_id, arrival, keyring_id, source, received_day, sighted_at, account_id)
        select \(id), 40000 + n, n, 'file', '2026-01-01', now(), n % 500 from generate_series(1, 20000) n;
      insert into core.account select \(id), n, 'a' || n from generate_series(0, 499) n;
      insert into core.account_record
        select \(id), n % 500, 60000 + n, 1, 'file', '2026-01-01', null, '{}' from generate_series(1, 5000) n;
      insert into core.deal select \(id), 'd' || n, n, n, 'open' from generate_series(1, 20000) n;
      insert into core.deal_row select \(id), 'd' || n, n, n, 1, 'open' from generate_series(1, 20000) n;
      insert into core.signal (tenant_id, message, account_id, arrival, occurred_at, type)
        select \(id), md5('\(id)-' || n)::uuid, n % 500, n, '2026-01-01', 'funding' from generate_series(1, 5000) n;
      insert into core.profile (tenant_id, generation, lead_id, account_id, stage, attributes)
        select \(id), 1, n, n % 500, 'lead', '{}' from generate_series(1, 20000) n;
      insert into core.qualification select \(id), 1, n, '2026-01-01', 'unknown', '{}' from generate_series(1, 20000) n;
      insert into core.momentum select \(id), 1, n, '{2026-01-01}', '{1}', '{1}', '{1}', '{1}', '{0}', '{}', '{}', '{}', null, '{}', '{}'
        from generate_series(1, 20000) n;
      insert into core.account_momentum select \(id), 1, n, '{}', '{}', '{}', '{}', '{}', '{}' from generate_series(0, 499) n;
      insert into core.alert (tenant_id, alert_id, firing, kind, account_id, day, headline, reason, action)
        select \(id), n, '\(id)-' || n, 'stakeholders_joined', n % 500, '2026-01-01', '', '', '' from generate_series(1, 5000) n;
      insert into core.watch select \(id), 'lead', n, date '2026-01-01' + n from generate_series(1, 20000) n;
      insert into core.alert (tenant_id, alert_id, firing, kind, lead_id, day, headline, reason, action)
        select \(id), 5000 + n, 'hot-' || n, 'hot', n, '2026-01-01', '', '', '' from generate_series(1, 5000) n;
      insert into core.outbox (tenant_id, message_id, alert_id, sink)
        select \(id), 'm' || n, n, 'ops' from generate_series(1, 10000) n;
      insert into core.reject select \(id), 1, n, null, 'email', '', 'row' from generate_series(1, 20000) n;
      insert into core.assignment select \(id), n, 'Dana' from generate_series(1, 20000) n;
      insert into core.tag select \(id), n, 'hot' from generate_series(1, 20000) n;
      insert into core.ban select \(id), 'email:' || n, n from generate_series(1, 5000) n;
      insert into core.erased (tenant_id, lead_id) select \(id), 30000 + n from generate_series(1, 5000) n;
      insert into core.erased_key select \(id), md5('erased-' || n)::uuid from generate_series(1, 5000) n;
      """
  }
}
