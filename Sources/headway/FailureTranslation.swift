import Definitions
import Engine
import Intake
import LibPQ
import Store
import Terminal

extension Failure {
  /// Whatever a command throws, in words for whoever typed it, and with the status that scripts rely on.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case is CancellationError: self.init(.interrupted, "interrupted")
    case let error as PostgresError: self.init(error)
    case let error as Conninfo.Malformed: self.init(.usage, error.reason, at: "--database")
    case let error as StoreError: self.init(error)
    case let error as EmbeddedClusterError:
      self.init(.unreachable, error.description, advice: error.advice)
    case let error as Diagnostics: self.init(.refused, error.description)
    case let error as Diagnostic: self.init(.refused, error.description)
    case let fault as FileFault: self.init(fault)
    case let fault as SettingFault: self.init(.refused, fault.what)
    case let fault as LeadFault: self.init(fault)
    case let refused as RefusedLine: self = Failure(refused)
    case PlanFault.file(let fault): self.init(fault)
    case PlanFault.map(let diagnostic): self.init(.refused, diagnostic.description)
    default: self.init(.failed, "\(error)")
    }
  }

  private init(_ fault: FileFault) {
    let place = [fault.file, fault.line.map { "line \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    self.init(
      .refused, fault.what, at: place.isEmpty ? nil : place, advice: fault.advice.isEmpty ? nil : fault.advice)
  }

  private init(_ fault: LeadFault) {
    switch fault {
    case .unknown(let reference):
      self.init(
        .notFound, "there is no lead \(reference)",
        advice: "\(reference)".contains(":")
          ? "name it by its number or by a key: email:ana@acme.io"
          : "a bare number is Headway's own; an id of yours is named external_id:\(reference)")
    case .erased(let reference, let instant):
      let day = instant.map { " on \(Day(clamping: Int($0 / microsecondsInDay)))" } ?? ""
      self.init(
        .notFound, "\(instant == nil ? "" : "lead ")\(reference) was erased\(day)",
        advice: "its person is gone for good; the days that it counts on stay: report.qualification")
    case .several(let reference, let leads):
      let numbers = leads.map { String($0.rawValue) }.joined(separator: ", ")
      self.init(
        .refused, "\(reference) was split, and several leads carry it: \(numbers)", advice: "name one by its number")
    case .nothingToJoin(let lead):
      self.init(
        .refused, "lead \(lead.rawValue) has no key that may join it to another",
        advice: "its keys are banned, or of a kind that the tenant does not use: headway lead show")
    case .notItsKey(let text, let lead, let keys):
      self.init(
        .notFound, "lead \(lead.rawValue) has no key '\(text)'",
        advice: "its keys: \(keys.map(\.description).joined(separator: ", "))")
    }
  }

  private init(_ refused: RefusedLine) {
    let reason = Failure(refused.reason)
    self.init(
      .refused, "tenant '\(refused.slug)': \(reason.what); none was made", at: "line \(refused.line)",
      advice: reason.advice)
  }

  private init(_ error: PostgresError) {
    switch error {
    case .refused(let said): self.init(said)
    case .cancelled: self.init(.interrupted, "interrupted")
    case .spent(let reason):
      // libpq lays its advice out in lines of its own.
      self.init(
        .unreachable, reason.replacing("\t", with: ""),
        advice: "check --database and HEADWAY_DATABASE_URL, and that the server runs")
    case .busy(let reason):
      self.init(.unreachable, reason, advice: "try again when the server is less busy")
    case .unknown(let reason):
      self.init(
        .failed, "the connection broke while the last step was being committed: \(reason)",
        advice: "run the command again: what was committed is not done twice")
    case .late, .misread:
      self.init(.failed, error.description)
    }
  }

  /// A check of ours or of the schema is a refusal; everything else that the server says no to is a failure.
  private init(_ said: ServerError) {
    let isCheck = [.raiseException, .checkViolation, .uniqueViolation, .foreignKeyViolation].contains(said.sqlstate)
    if said.sqlstate == .insufficientPrivilege {
      self.init(.refused, said.message, advice: "headway migrate brings roles and rights up to date")
    } else {
      self.init(isCheck ? .refused : .failed, said.message, advice: said.hint)
    }
  }

  private init(_ error: StoreError) {
    switch error {
    case .notMigrated(let reason):
      self.init(.refused, reason, advice: "headway migrate")
    case .migrationChanged(let file):
      self.init(
        .refused, "was applied with another text; nothing was changed", at: file,
        advice: "a migration is never edited: put the change into a new one")
    case .databaseIsNewer(let migration):
      self.init(
        .refused, "the database has a migration that this headway does not know: \(migration)",
        advice: "install the newer headway")
    case .unfit(let reason):
      self.init(.refused, reason)
    case .noSuchTenant(let slug):
      self.init(.notFound, "there is no tenant '\(slug)'", advice: "headway tenant list")
    case .tenantNotOpen(let slug, let state):
      self.init(.refused, "tenant '\(slug)' is \(state.rawValue)", advice: "headway tenant show \(slug)")
    case .tenantExists(let slug, let differences):
      self.init(
        .refused, "tenant '\(slug)' exists already, with another \(differences.joined(separator: ", "))",
        advice: "to change it: headway tenant set \(slug)")
    case .noSuchDefinition(let tenant, let version):
      self.init(
        .notFound, "tenant '\(tenant)' has no definition \(version)", advice: "headway definition list \(tenant)")
    case .noSuchPeriod(let tenant, let period):
      self.init(
        .notFound, "tenant '\(tenant)' has no figures for \(period)",
        advice: "they begin with the first lead and end today: headway lvr \(tenant)")
    case .slugTaken(let slug):
      self.init(
        .refused, "tenant '\(slug)' exists already", advice: "restore it under another slug, or delete that one first")
    case .unfitExport(let path, let reason):
      self.init(.refused, reason, at: path, advice: "nothing was changed; take a folder that tenant export has written")
    case .noSuchKey(let id):
      self.init(.notFound, "there is no such key: \(id)", advice: "headway key list TENANT, headway token list TENANT")
    case .noSuchLink(let id):
      self.init(.notFound, "there is no such link: \(id)", advice: "headway link list TENANT")
    case .noSuchLogin(let role):
      self.init(.notFound, "there is no login '\(role)'", advice: "headway login list TENANT")
    case .busy(let tenant):
      self.init(
        .failed, "another run is at work on tenant '\(tenant)' and did not end",
        advice: "what was stored is kept; run the command again")
    case .badSetting(let reason, let hint):
      self.init(.refused, reason, advice: hint)
    case .overtaken:
      self.init(.failed, "another run of the same work took over; this one's results were thrown away")
    }
  }
}
