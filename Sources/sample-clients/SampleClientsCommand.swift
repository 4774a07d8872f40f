import ArgumentParser
import Engine
import Foundation
import SampleClients

/// Writes the sample clients of `make demo` into a folder.
@main struct SampleClientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-clients",
    abstract: "Writes three invented clients of a lead-generation agency, ready for headway import.")

  @Argument(help: "Where to write clients.csv and a folder for each client.")
  var folder: String

  @Option(help: "Another seed gives other people and other months.")
  var seed: UInt64 = 1

  @Option(help: "The day after the last event, such as 2026-10-31; by default the current date.")
  var today: String?

  func run() throws {
    let samples = try SampleAgency(seed: seed, today: day())
    try samples.write(into: URL(filePath: folder, directoryHint: .isDirectory))
    for client in samples.folders {
      print(
        "\(client.slug): \(client.leads.rowCount) rows of leads, \(client.events.rowCount) events,",
        "\(client.deals.rowCount) deals")
    }
  }

  private func day() throws -> Day {
    guard let today else {
      return try SampleAgency.today(at: Int64(Date().timeIntervalSince1970) * 1_000_000)
    }
    guard let day = Day(iso: today) else {
      throw ValidationError("--today wants a date such as 2026-10-31, not '\(today)'")
    }
    return day
  }
}
