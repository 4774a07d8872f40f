public import Engine

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Three invented clients of a lead-generation agency, with files as their tools would export them.
///
/// The same seed and day give the same bytes on every machine. Everything ends with the day before
/// `today`, so that no zone finds a date in the future. People, companies and addresses are made up;
/// every domain is below `.example`, which is reserved.
public struct SampleAgency: Sendable {
  /// One folder for each client, in the order of `clients.csv`.
  public let folders: [Folder]
  /// `clients.csv`, for `headway tenant create --from`.
  public let list: String

  /// The files of one client.
  public struct Folder: Sendable {
    public let slug: String
    public let definition: String
    public let leads: File
    public let events: File
    public let deals: File
  }

  /// A CSV file and how many rows it has beside the header, bad ones too.
  public struct File: Sendable {
    public let text: String
    public let rowCount: Int

    init(_ csv: CSVText) {
      text = csv.text
      rowCount = csv.rowCount
    }
  }

  /// - Throws: ``SampleFault`` when this machine has no time zones.
  public init(seed: UInt64 = 1, today: Day) throws(SampleFault) {
    var folders: [Folder] = []
    var list = CSVText(columns: ["slug", "name", "timezone", "arr", "currency", "identities", "commitment"])
    for client in Client.all {
      list.append(client.listing)
      folders.append(try Folder(of: client, today: today, seed: seed))
    }
    self.folders = folders
    self.list = list.text
  }

  /// The date that has begun for every client: that of the one farthest west.
  public static func today(at instant: Int64) throws(SampleFault) -> Day {
    var days: [Day] = []
    for client in Client.all { days.append(try client.zone().day(ofInstant: instant)) }
    return days.min() ?? Zone.utc.day(ofInstant: instant)
  }

  /// Writes `clients.csv` and a folder for each client, over what is there.
  public func write(into folder: URL) throws {
    try write(list, to: folder, as: "clients.csv")
    for client in folders {
      let place = folder.appending(path: client.slug)
      try write(client.leads.text, to: place, as: "leads.csv")
      try write(client.events.text, to: place, as: "events.csv")
      try write(client.deals.text, to: place, as: "deals.csv")
      try write(client.definition, to: place, as: "definition.yaml")
    }
  }

  private func write(_ text: String, to folder: URL, as name: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}

/// Why there are no samples.
public enum SampleFault: Error, Equatable, CustomStringConvertible {
  case unknownZone(String)

  public var description: String {
    switch self {
    case .unknownZone(let name): "this machine does not know the time zone \(name); install tzdata"
    }
  }
}

extension SampleAgency.Folder {
  init(of client: Client, today: Day, seed: UInt64) throws(SampleFault) {
    let zone = try client.zone()
    let history = History(client: client, today: today, seed: seed)
    slug = client.slug
    definition = client.definition
    leads = SampleAgency.File(LeadsFile.text(of: history, zone: zone, seed: seed))
    events = SampleAgency.File(EventsFile.text(of: history, zone: zone, seed: seed))
    deals = SampleAgency.File(DealsFile.text(of: history, zone: zone))
  }
}

extension Client {
  func zone() throws(SampleFault) -> Zone {
    guard let zone = Zone(iana: timezone) else { throw .unknownZone(timezone) }
    return zone
  }

  var listing: [String: String] {
    [
      "slug": slug, "name": name, "timezone": timezone, "arr": String(arr), "currency": currency,
      "identities": identities.joined(separator: ","), "commitment": String(commitment),
    ]
  }
}
