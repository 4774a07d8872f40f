import ArgumentParser
import Engine
import Foundation
import Intake
import Store
import Terminal
import Workers

/// What an import of any kind takes.
struct ImportArguments: ParsableArguments {
  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The CSV files, in the order in which they are to be taken.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "What the columns mean: hubspot, salesforce, pipedrive, or a YAML file.", valueName: "preset|file"))
  var map: String?

  @Flag(help: "Read the files and say what would become of the rows; store nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Where rejected rows go. (default: FILE.rejects.csv)", valueName: "file"))
  var rejects: String?

  @Flag(help: "Go on with an import that was killed. That happens anyway: an import begins where the last one stopped.")
  var resume = false

  @Flag(help: "End with status 1 when a row was rejected.")
  var strict = false

  @Option(help: ArgumentHelp("The day the files count as received. (default: today)", valueName: "yyyy-mm-dd"))
  var received: Day?

  @Option(
    help: ArgumentHelp(
      "What an amount in another currency is worth in the tenant's: EUR=1.08. Repeatable.", valueName: "CUR=rate"))
  var rate: [String] = []

  func validate() throws {
    if rejects != nil, files.count > 1 {
      throw ValidationError("--rejects takes one file's rejects: import the files one by one.")
    }
    for text in rate where ExchangeRates.argument(text) == nil {
      throw ValidationError("--rate \(text): write it as EUR=1.08, what one EUR is worth in the tenant's currency.")
    }
  }

  /// The map that was named, and its text: the same file read by another map is another delivery.
  func mapping(for kind: FileKind) throws -> (map: ColumnMap, text: String) {
    guard let map else { return (.none, "") }
    if let preset = Preset(rawValue: map) {
      guard let text = preset.text(for: kind) else {
        throw Failure(.usage, "the preset \(map) has no \(kind.rawValue)", advice: "write a map: headway import --help")
      }
      return (preset.map(for: kind), text)
    }
    guard let data = FileManager.default.contents(atPath: map) else {
      let known = Preset.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.notFound, "there is no such map file or preset", at: map, advice: "presets: \(known)")
    }
    let text = String(decoding: data, as: UTF8.self)
    return (try ColumnMap.read(text, file: map, for: kind), text)
  }

  var rates: [Currency: DecimalText] {
    Dictionary(rate.compactMap { ExchangeRates.argument($0) }.map { ($0.currency, $0.rate) }, uniquingKeysWith: { $1 })
  }

  func run(_ kind: FileKind, _ options: GlobalOptions) async throws {
    let (map, text) = try mapping(for: kind)
    let arguments = self
    let rejected = try await options.withAgency { agency in
      let tenant = try await agency.tenant(arguments.tenant)
      let zone = try Zone(of: tenant)
      let job = Import(
        agency.database, tenant: tenant, kind: kind,
        options: ImportOptions(
          map: map, mapText: text, zone: zone, receivedDay: arguments.received, rates: arguments.rates))
      // All files are looked at before the first row of any is stored.
      let surveys = try arguments.files.map { try job.survey($0) }
      let today = zone.day(ofInstant: Int64(Date().timeIntervalSince1970 * 1_000_000))
      var rejected = 0
      for survey in surveys {
        for note in survey.notes { agency.console.say("\(survey.path): \(note)") }
        if survey.rows == 0 { agency.console.warn("\(survey.path) has a header and no rows: export it again") }
        rejected += try await arguments.take(survey, by: job, today: today, in: agency)
      }
      if !arguments.dryRun { try await agency.refresh(tenant) }
      return rejected
    }
    if strict, rejected > 0 { throw ExitCode(1) }
  }

  /// Returns how many rows were rejected.
  private func take(_ survey: ImportSurvey, by job: Import, today: Day, in agency: Agency) async throws -> Int {
    if dryRun {
      let tally = try job.rehearse(survey, today: today)
      agency.console.show(Table(rehearsal: survey, tally))
      return tally.rejected.values.reduce(0, +)
    }
    let outcome = try await agency.console.withProgress(survey.path, unit: "rows") { meter in
      try await job.run(survey, today: today) { done in
        meter.report(done: done, share: survey.rows == 0 ? nil : Double(done) / Double(survey.rows))
      }
    }
    if outcome.isResumed { agency.console.say("\(survey.path): went on where import \(outcome.row.id) had stopped") }
    agency.console.show(Table(outcome, of: survey))
    try await report(outcome, of: survey, tenant: try await agency.tenant(tenant), in: agency)
    return outcome.row.rejected
  }

  private func report(
    _ outcome: ImportOutcome, of survey: ImportSurvey, tenant: Tenant, in agency: Agency
  ) async throws {
    if let tally = outcome.tally {
      warn(of: tally, receivedOn: outcome.row.receivedDay, in: agency)
    } else {
      agency.console.say("\(survey.path) is the file of import \(outcome.row.id): nothing new")
    }
    // Those of the same file before are said again: who repeats it may have lost them, or mended nothing.
    guard outcome.row.rejected > 0 else { return }
    let path = rejects ?? "\(survey.path).rejects.csv"
    let rows = try await agency.database.rejects(of: outcome.row, tenant: tenant)
    try RejectsFile.write(rows, header: survey.header, to: path)
    let count = outcome.row.rejected == 1 ? "1 row was" : "\(outcome.row.rejected) rows were"
    agency.console.warn("\(count) rejected: \(path) says why; mend them there and import it")
  }

  private func warn(of tally: ImportTally, receivedOn day: Day, in agency: Agency) {
    for (column, values) in tally.unknownValues.sorted(by: { $0.key < $1.key }) {
      let list = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map { "\($0.key) (\($0.value))" }
      agency.console.warn("values of \(column) that mean nothing to Headway: \(list.joined(separator: ", "))")
    }
    if tally.undatedStages > 0 {
      agency.console.warn(
        "\(tally.undatedStages) leads have a stage without a date: LVR before \(day) is not reliable")
    }
  }
}

extension Zone {
  init(of tenant: Tenant) throws {
    guard let zone = Zone(iana: tenant.timezone) else {
      throw Failure(.failed, "this machine has no time zone \(tenant.timezone)", advice: "install tzdata")
    }
    self = zone
  }
}

extension Agency {
  /// Brings the tenant's figures up to date, so that the next command shows them.
  func refresh(_ tenant: Tenant) async throws {
    let done = try await console.withProgress("computing", unit: "leads") { meter in
      try await Refresh(database, tenant: tenant.id).drain { leads in meter.report(done: leads) }
    }
    if done == nil { console.say("a worker is computing the figures; they follow in a moment") }
  }
}

extension Table {
  fileprivate init(_ outcome: ImportOutcome, of survey: ImportSurvey) {
    let row = outcome.row
    let isNew = outcome.tally != nil
    // What the same file gave before is there, and what it did not is not.
    let duplicates = isNew ? row.duplicates : row.rowsNew + row.duplicates
    self.init(
      ["import", "file", "rows", "new", "duplicates", "conflicting", "rejected"],
      rows: [
        [
          .int(row.id), .text(survey.path), .int(survey.rows), .int(isNew ? row.rowsNew : 0),
          .int(duplicates), .int(row.conflicting), .int(row.rejected),
        ]
      ])
  }

  fileprivate init(rehearsal survey: ImportSurvey, _ tally: ImportTally) {
    self.init(["file", "rows", "would take", "would reject", "why"])
    let reasons = tally.rejected.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    append([
      .text(survey.path), .int(tally.rows), .int(tally.taken), .int(tally.rejected.values.reduce(0, +)),
      .text(reasons.isEmpty ? nil : reasons.joined(separator: ", ")),
    ])
  }
}
