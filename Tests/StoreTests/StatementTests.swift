import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import SQLCatalog
import TestSupport
import Testing

@testable import Store

@Suite struct StatementTests {
  /// Every text of `SQL/Queries`, by the folder it lies in.
  static let groups: [String: [SQLFile]] = [
    "access": SQL.Access.all, "alerts": SQL.Alerts.all, "api": SQL.Api.all, "delivery": SQL.Delivery.all,
    "doctor": SQL.Doctor.all,
    "erasure": SQL.Erasure.all,
    "imports": SQL.Imports.all, "intake": SQL.Intake.all, "log": SQL.Log.all, "publishing": SQL.Publishing.all,
    "reading": SQL.Reading.all,
    "tenancy": SQL.Tenancy.all, "timeline": SQL.Timeline.all, "verification": SQL.Verification.all,
    "work": SQL.Work.all,
  ]

  @Test func everyFolderOfQueriesIsPrepared() throws {
    let queries = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../SQL/Queries").standardized
    let folders = try FileManager.default.contentsOfDirectory(atPath: queries.path).filter { !$0.hasPrefix(".") }
    #expect(Set(folders) == Set(Self.groups.keys), "name the new folder in `groups`")
  }

  /// As the service and as the operator between them: a text that neither may prepare runs nowhere.
  @Test func everyStatementPreparesAgainstTheMigratedSchema() async throws {
    try await withMigration { migrated in
      let worker = try await Connection.open(migrated.logins.worker.text)
      // The batch tables of a session.
      for text in [
        SQL.Log.openInbox, SQL.Timeline.openResults, SQL.Timeline.openProfiles, SQL.Timeline.openMomenta,
        SQL.Timeline.openAccounts,
      ] {
        try await worker.simple(text.text)
      }
      for file in Self.groups.values.joined() {
        do {
          _ = try await worker.describe(SQLText(name: file.name, Self.filled(file.text)))
        } catch {
          Issue.record("\(file.name): \(error)")
        }
      }
      await worker.close()
    }
  }

  /// A statement's parameters have the types that its text wants: it is prepared with them.
  @Test func everyStatementBindsTheTypesThatItsTextTakes() async throws {
    try await withMigration { migrated in
      let worker = try await Connection.open(migrated.logins.worker.text)
      for text in [
        SQL.Log.openInbox, SQL.Timeline.openResults, SQL.Timeline.openProfiles, SQL.Timeline.openMomenta,
        SQL.Timeline.openAccounts,
      ] {
        try await worker.simple(text.text)
      }
      for statement in try Self.samples() {
        let types = Parameters(of: statement).typeOIDs
        do {
          let shape = try await worker.describe(type(of: statement).sql, parameterOIDs: types)
          #expect(shape.parameterOIDs.count == types.count, "\(type(of: statement))")
        } catch {
          Issue.record("\(type(of: statement)): \(error)")
        }
      }
      await worker.close()
    }
  }

  /// COPY takes no parameters: what is written into a text in place of one.
  private static func filled(_ text: String) -> String {
    let parts = [
      "{tenant}": "1", "{generation}": "1", "{keyrings}": "core.keyring", "{profiles}": "core.profile", "{each}": "",
      "{read}": "true",
    ]
    return parts.reduce(text) { $0.replacing($1.key, with: $1.value) }
  }

  private static let tenant = TenantID(1)

  private static func samples() throws -> [any Statement] {
    let plan = GenerationPlan(definition: 1, source: "name: any", zone: "UTC")
    let scope = ImportScope(tenant: tenant, importID: 1)
    let head = Head(
      nextArrival: 1, nextKeyring: 1, nextLead: 1, nextAccount: 1, nextImport: 1, keyringEpoch: 0, historyFrom: nil,
      liveGeneration: nil)
    return [
      FactsOfSome(tenant: tenant, leads: [], read: []),
      LeadsOfSomeAccounts(tenant: tenant, generation: 1, accounts: []),
      InsertRecords(tenant: tenant, importID: nil, rows: []), AccountsByKey(tenant: tenant, keys: []),
      InsertAccounts(tenant: tenant, accounts: []), InsertAccountRecords(tenant: tenant, importID: nil, rows: []),
      LearnWords(tenant: tenant, words: []), Words(tenant: tenant),
      InsertDealRows(tenant: tenant, importID: nil, rows: []),
      DealRows(tenant: tenant, deals: nil), PutDeals(tenant: tenant, deals: []), RemoveDeals(tenant: tenant, deals: []),
      DealKeyrings(tenant: tenant, deals: []), KeyringsOfKeys(tenant: tenant, keys: []), OpenHead(tenant: tenant),
      LockHead(tenant: tenant), ReadHead(tenant: tenant), AdvanceHead(tenant: tenant, head: head),
      KeyringsByDigest(tenant: tenant, digests: []), KeyringsByKey(tenant: tenant, keys: []),
      KeyringsByID(tenant: tenant, ids: []), KeyringsOfLeads(tenant: tenant, leads: []), AllKeyrings(tenant: tenant),
      InsertKeyrings(tenant: tenant, keyrings: []), InsertIdentities(tenant: tenant, keyrings: []),
      MoveKeyrings(tenant: tenant, moves: []), WidenKeyrings(tenant: tenant, sightings: []),
      UpsertLeads(tenant: tenant, leads: []), FoldEvents(tenant: tenant), ConflictingEvents(tenant: tenant),
      MarkLeads(tenant: tenant, leads: [], token: makeToken()),
      MarkLeadsOfKeyrings(tenant: tenant, keyrings: [], token: makeToken()),
      MarkAccounts(tenant: tenant, accounts: [], token: makeToken()), Bans(tenant: tenant),
      MarkTokens(tenant: tenant), ClearTokens(tenant: tenant, tokens: []),
      InsertBans(tenant: tenant, keys: [], arrival: Arrival(1)), Marks(tenant: tenant, limit: 1),
      WhatIsDue(tenant: tenant, day: nil), HoldWaitingRefresh(tenant: tenant), EndWaitingRefresh(tenant: tenant),
      CountMarks(tenant: tenant),
      ClearMarks(tenant: tenant, marks: []), LeadsOfAccounts(tenant: tenant, accounts: []), LeadIDs(tenant: tenant),
      StoredTimelines(tenant: tenant, generation: 1, leads: []), Generations(tenant: tenant),
      GenerationVersions(tenant: tenant),
      CreateGeneration(tenant: tenant, plan: plan, rules: try plan.rules()), ModelVersions(tenant: tenant),
      InsertModel(tenant: tenant, source: ""), StoredMomenta(tenant: tenant, generation: 1, leads: []),
      StoredAccounts(tenant: tenant, generation: 1), SwitchGeneration(tenant: tenant, generation: 1),
      SettleGenerations(tenant: tenant, generation: 1), RetireGeneration(tenant: tenant, generation: 1),
      AccountFacts(tenant: tenant), AccountFactsOfSome(tenant: tenant, leads: []), LastImport(tenant: tenant, kind: ""),
      ListImports(tenant: tenant),
      StartImport(tenant: tenant, kind: "", fileName: "", digest: [], reading: [], receivedDay: Day(0)),
      ImportProgress(tenant: tenant, importID: 1, rowsDone: 0, tally: BatchTally()),
      FinishImport(tenant: tenant, importID: 1), InsertRejects(tenant: tenant, importID: 1, rows: []),
      Rejects(tenant: tenant, importID: 1), KeyringsOfImport(scope), RevertEvents(scope), RevertRecords(scope),
      RevertAccountRecords(scope), RevertDealRows(scope), RevertSignals(scope), RevertImport(scope),
      InsertSignals(tenant: tenant, importID: nil, rows: []), ConflictingSignals(tenant: tenant, rows: []),
      RemainingSightings(tenant: tenant, keyrings: []), RemoveKeyrings(tenant: tenant, keyrings: []),
      AnswerAsOf(day: Day(0)), Today(), ReadLVR(grain: .month, from: nil, to: nil, limit: nil),
      ReadLVRByChannel(grain: .month, from: Day(0), to: Day(0)),
      Figures(grain: .month, basis: .stock, historyFrom: nil, arrMinor: nil, entries: []), ReadStanding(tenant: tenant),
      DefinitionText(tenant: tenant, version: 1),
      LeadTransitions(tenant: tenant, generation: 1, from: Day(0), through: Day(0)),
      RecordFiles(tenant: tenant, arrivals: []), ReadLead(tenant: tenant, generation: 1, lead: LeadID(1)),
      Survivor(tenant: tenant, lead: LeadID(1)), MergedLeads(tenant: tenant, lead: LeadID(1)),
      LeadsOfKey(tenant: tenant, key: IdentityKey(kind: .email, value: "a@b.c")), DoubtfulKeyrings(tenant: tenant),
      LeadsAfter(tenant: tenant, generation: 1, last: LeadID(0), limit: 1),
      StoredResults(tenant: tenant, generation: 1, first: LeadID(1), last: LeadID(1)),
      MarkedLeads(tenant: tenant, generation: 1), StoredCounts(tenant: tenant, generation: 1),
      StoredDeals(tenant: tenant), LeadNumbers(tenant: tenant), DefinitionVersions(tenant: tenant),
      Enter(tenant: tenant), EnterAgain(tenant: tenant, isFew: true),
      EnterClosed(tenant: tenant), BeginRestore(tenant: tenant), EndRestore(tenant: tenant),
      AbandonRestore(tenant: tenant), FindTenants(slug: nil), Provision(slug: "", settings: TenantSettings()),
      ChangeTenant(tenant: tenant, settings: TenantSettings()), SetTenantState(tenant: tenant, state: .active),
      ForgetTenant(tenant: tenant), AppliedSchema(name: ""), TenantTables(),
      CreateLogin(tenant: nil, verifier: "", label: "", validUntil: nil, connections: 1), LoginsOf(tenant: nil),
      DropLogin(role: ""),
      RotateLogin(role: "", verifier: ""), SweepLogins(), ReadSurging(limit: 1), ReadQuadrants(), ReadMomentumFigures(),
      ReadCooling(tenant: tenant, generation: 1, limit: 1), ReadUnheard(tenant: tenant, generation: 1, limit: 1),
      ReadMomentumSpans(lead: LeadID(1)),
    ] + deliverySamples + workSamples + publishingSamples + doctorSamples + erasureSamples + accessSamples
      + intakeSamples
  }

  private static var intakeSamples: [any Statement] {
    [
      ReceiveMessages(messages: []), WaitingMessages(tenant: tenant, after: PostgresUUID(high: 0, low: 0), limit: 1),
      TakeMessages(tenant: tenant, messages: []), KnownCalls(tenant: tenant, messages: []),
      InsertCalls(tenant: tenant, messages: []), InsertRefusals(tenant: tenant, messages: []),
      RemoveOldRefusals(tenant: tenant),
    ]
  }

  private static var accessSamples: [any Statement] {
    let page = PageOf(filters: [nil, nil, nil], place: [], limit: 1)
    let (id, session) = (AccessKey.random(.write).id, SessionID.random().hash)
    return [
      CreateKey(tenant: nil, kind: .agency, name: "", id: id, secretHash: [], validUntil: nil), KeysOf(tenant: nil),
      RevokeKey(id: id, kinds: []), ReadKeyRecord(id: id), NoteKeyUse(id: id), OfferSignIn(tokenHash: [], seconds: 1),
      TakeSignIn(tokenHash: [], session: session, seconds: 1),
      FollowLink(link: .random(), session: session, seconds: 1),
      ReadSessionVisitor(session: session), EndSession(session: session),
      CreateLink(tenant: tenant, id: .random(), label: "", validUntil: 0), LinksOf(tenant: tenant),
      ReadLVRPage(page: page), ReadMomentumPage(page: page), ReadQueuePage(page: page), ReadAccountPage(page: page),
      ReadAlertPage(page: page), ReadTenantPage(page: page), ReadLeadDocument(tenant: tenant, lead: LeadID(1)),
      ReadColumns(views: []), RevokeLink(id: .random()), SigningKeys(fresh: []), ForgetSigningKeys(),
    ]
  }

  private static var workSamples: [any Statement] {
    let job = LeasedJob(tenant: tenant, id: 1, token: 1, kind: .refresh)
    return [
      EnqueueJob(tenant: tenant, job: .refresh), FinishWithin(job: job),
      ClaimJobs(lane: .compute, wanted: 1, after: tenant, worker: "", terms: Jobs.Terms()),
      ExtendLeases(jobs: [job], lease: .seconds(1)), FinishJobs(jobs: [job]), HoldsJob(job: job),
      GiveBackJob(job: job, pause: .zero, reason: nil, attemptLimit: 1),
      ListJobs(tenant: nil, state: nil, limit: 1), RetryJob(job: 1), DiscardJob(job: 1), SweepJobs(),
      ForgetWork(tenant: tenant),
      DueSchedules(limit: 1), FireSchedules(fired: []), ZonesWithout(kinds: []),
      PutZoneSchedule(kind: "", zone: "", cron: "", catchUp: .all, first: nil, replaces: true),
      PutSchedule(tenant: tenant, kind: "", cron: "", zone: "", catchUp: .all, first: nil),
      RemoveSchedule(tenant: tenant, kind: ""), ListSchedules(tenant: nil), EnteredTenant(),
      NextMessage(tenant: tenant, sink: ""),
    ]
  }

  private static var publishingSamples: [any Statement] {
    let month = Period(.month, containing: Day(0))
    return [
      Obstacles(tenant: tenant), LastRevision(tenant: tenant, month: month),
      InsertPublication(tenant: tenant, month: month, revision: 1, reason: nil),
      InsertParts(tenant: tenant, month: month, revision: 1), ReadPublished(from: nil, to: nil, limit: nil),
      PublishedChanges(tenant: tenant, generation: 1, month: month, limit: nil),
      SeenByPublication(tenant: tenant, month: month, revision: 1),
      NewsOfLeads(tenant: tenant, generation: 1, leads: [], since: 1, month: month, revision: 1), ReadPortfolio(),
      PublishedRates(from: Day(0), to: Day(0)),
    ]
  }

  private static var doctorSamples: [any Statement] {
    [
      WorkHealth(), ServerIdentity(), LoginRights(), Offences(), GuardedTables(), TenantLag(tenant: tenant),
      Backlog(tenant: tenant),
      UnfinishedImports(tenant: tenant), ExpiredLogins(),
    ]
  }

  private static var erasureSamples: [any Statement] {
    let text = AlertText(id: 1, headline: "", reason: "", action: "")
    return [
      ErasureSalt(tenant: tenant), OpenErasureSalt(tenant: tenant, fresh: []),
      KeepErasedKeys(tenant: tenant, digests: []),
      KnownErasedKeys(tenant: tenant, digests: []), ErasedLead(tenant: tenant, lead: LeadID(1)),
      ErasedTimelines(tenant: tenant, leads: nil), IsBehind(tenant: tenant, lead: LeadID(1)),
      UnlinkDeals(tenant: tenant, keyrings: []), RemoveEventsOfPerson(tenant: tenant, keyrings: []),
      RemoveRecordsOfPerson(tenant: tenant, keyrings: []), RemoveKeyringsOfPerson(tenant: tenant, keyrings: []),
      RemoveAlertsOfPerson(tenant: tenant, leads: []), RemoveNotesOfPerson(tenant: tenant, leads: []),
      RemoveAccountOfPerson(tenant: tenant, account: AccountID(1)), RemoveBans(tenant: tenant, keys: []),
      RemoveResultsOfPerson(tenant: tenant, lead: LeadID(1)), KeptRejects(tenant: tenant),
      BlankRejects(tenant: tenant, rejects: []), AlertTexts(tenant: tenant), PutAlertText(tenant: tenant, text: text),
    ]
  }

  private static var deliverySamples: [any Statement] {
    let message = MessageID("")
    let plan = SinkPlan(name: "", target: .webhook(try! WebAddress("https://a.example"), secrets: []))
    return [
      FanOut(tenant: tenant, alerts: [], sink: nil), ReadAlert(tenant: tenant, alert: 1), NextAlert(tenant: tenant),
      InsertTestAlert(tenant: tenant, alert: 1, headline: "", reason: "", action: ""), ReadAlerts(limit: 1),
      OutboxTime(), DueSinks(tenant: tenant, now: 0), LeaseMessage(tenant: tenant, sink: "", now: 0, until: 0),
      LeaseAlert(tenant: tenant, alert: 1, sink: "", now: 0, until: 0),
      MarkDelivered(tenant: tenant, message: message, at: 0),
      Postpone(tenant: tenant, message: message, attempt: 1, until: 0, reason: ""),
      Bury(tenant: tenant, message: message, attempt: 1, reason: ""),
      BuryAll(tenant: tenant, sinks: [], until: 0, reason: "", now: 0), ReadSinks(tenant: tenant, name: nil),
      ReadSink(tenant: tenant, name: ""), PutSink(tenant: tenant, plan: plan), RemoveSinks(tenant: tenant, names: []),
      SinkWorked(tenant: tenant, name: ""), SinkFailed(tenant: tenant, name: "", restsUntil: nil),
      DisableSink(tenant: tenant, name: "", reason: ""),
    ]
  }
}
