import Chance
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing

@testable import Workers

/// What an operator does after an accident, with the operator's own scripts: a base backup, the log since, a server
/// as it was just before.
@Suite struct RestoreDrillTests {
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Deploy/backup").standardized.path

  @Test(.timeLimit(.minutes(60)))
  func aBaseBackupAndTheLogGiveTheServerOfAMoment() async throws {
    let tally = FaultTally("restore to a moment: base backup and log")
    try await forEachSeed(FaultTally.runs(2, oneIn: 8), atOnce: 1) { try await Self.run($0, tally) }
    tally.report()
    #expect(tally.isHarmless)
  }

  @Test(arguments: [
    ("backup", [], 2, "usage"), ("keep-wal", ["one"], 2, "usage"), ("restore", [], 2, "restore --base"),
    ("restore", ["--base", "/nowhere", "--wal", "/tmp", "--into", "/nowhere/new"], 1, "is no base backup"),
    ("restore", ["--base", "b", "--wal", "w", "--into", "i", "--to", "t", "--name", "n"], 2, "two different ends"),
  ])
  func aScriptThatCannotDoWhatItIsToldSaysSo(_ script: String, _ words: [String], _ status: Int32, _ said: String)
    throws
  {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["\(Self.scripts)/\(script)"] + words
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status && text.contains(said), "\(text)")
  }

  /// What is kept is kept once: the same again is well, another under its name is not.
  @Test func aSegmentIsKeptOnceAndNeverWrittenOver() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (segment, kept) = (folder.appending(path: "segment"), folder.appending(path: "kept/wal/0001"))
    func keep(_ text: String) throws -> Int32 {
      try text.write(to: segment, atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = ["\(Self.scripts)/keep-wal", segment.path, kept.path]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try keep("one") == 0)
    #expect(try keep("one") == 0)
    #expect(try keep("another") == 1)
    #expect(try String(contentsOf: kept, encoding: .utf8) == "one")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "kept/wal").path) == ["0001"])
  }

  private static func run(_ seed: UInt64, _ tally: FaultTally) async throws {
    let cluster = try TestCluster.start(settings: [
      "archive_mode": "on", "synchronous_commit": "on",
      // Beside the data, where the server stands: its account may not read every place that a repository lies in.
      "archive_command": "bash ../scripts/keep-wal \"%p\" ../kept/wal/%f",
    ])
    try cluster.lend(scripts: scripts)
    try await withMigration(in: cluster) { migrated in
      var random = SplitMix64(seed: seed)
      let database = migrated.open()
      let client = try await Client.make(definition: Scene.definition, in: database, migrated.place)
      let scene = Scene(client: client)
      let superuser = try await Connection.open(migrated.place.conninfo)
      func live(_ days: Range<Int>) async throws {
        for day in days {
          let names = (0..<8).map { "d\(day)p\($0)" }
          try await scene.leads(names, company: "acme.test")
          try await scene.engage(names, on: "2026-03-\(10 + day)", times: 3)
          try await client.refresh()
        }
      }
      let backupAfter = Int.random(in: 1...3, using: &random)
      try await live(0..<backupAfter)
      try #require(
        try cluster.run("bash \"$1/scripts/backup\" \"$1/kept\" \"host=$1 user=postgres dbname=postgres\""))
      try await live(backupAfter..<4)
      let kept = try await superuser.query(Self.census)
      let moment = try #require(
        try await superuser.query("select clock_timestamp(), pg_create_restore_point('before') is not null").first?[0])

      // The accident, and life that goes on beside it.
      try await superuser.simple("delete from core.event where tenant_id = \(client.tenant.id.rawValue)")
      try await live(4..<5)
      try await superuser.simple("select pg_switch_wal()")
      while try await superuser.query(
        "select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) from pg_stat_archiver") != [["t"]]
      { try await superuser.simple("select pg_switch_wal()") }
      await superuser.close()

      let began = ContinuousClock.now
      let end = seed % 2 == 0 ? "--name before" : "--to '\(moment)'"
      let restored = try TestCluster.start(
        making: """
          bash "\(cluster.directory)/scripts/restore" --base "\(cluster.directory)"/kept/base-* \\
            --wal "\(cluster.directory)/kept/wal" --into "$directory/data" \(end)
          """)
      let look = try await Connection.open(restored.conninfo(database: migrated.place.name))
      while try await look.query("select pg_is_in_recovery()") != [["f"]] {
        try await look.simple("select pg_sleep(0.05)")
      }
      let recovery = ContinuousClock.now - began
      let found = try await look.query(Self.census)
      await look.close()
      var logins = migrated.logins
      logins.worker["host"] = restored.directory
      logins.cli["host"] = restored.directory
      let there = Database(logins)
      let findings = try await Verification(there, tenant: client.tenant).run()
      #expect(findings.differences == [:], "seed \(seed), \(end): \(findings.examples)")
      await there.close()
      await database.close()
      let (before, after) = (Self.numbers(kept), Self.numbers(found))
      tally.add(
        struck: 1, lost: zip(before, after).map { max(0, $0 - $1) }.reduce(0, +),
        doubled: zip(before, after).map { max(0, $1 - $0) }.reduce(0, +), recovery: recovery)
    }
  }

  private static let census = """
    select (select count(*) from core.event), (select count(*) from core.record), (select count(*) from core.alert),
           (select sum(entered) from core.day_count)
    """

  private static func numbers(_ rows: [[String?]]) -> [Int] { rows.joined().map { $0.flatMap { Int($0) } ?? -1 } }
}

extension TestCluster {
  /// Where the server's account may read and run them.
  fileprivate func lend(scripts: String) throws {
    let folder = URL(filePath: directory).appending(path: "scripts")
    try FileManager.default.copyItem(at: URL(filePath: scripts), to: folder)
    for path in [folder.path]
      + (try FileManager.default.subpathsOfDirectory(atPath: folder.path)).map({ "\(folder.path)/\($0)" })
    {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }
}
