internal import Definitions
internal import Engine
internal import Store

/// What “qualified” has meant, version by version, and what changed from one to the next.
struct DefinitionPage: Page {
  static let template = "definition"

  let shell: Shell
  let heading: Heading
  let hasVersions: Bool
  let versions: Grid
  let textTitle: String
  let textWords: String
  let otherText: Link?
  let warnings: Notes
  let isDifference: Bool
  let lines: [Line]

  struct Line: Sendable {
    let old: String, new: String, sign: String, text: String
    /// For who does not see the sign.
    let word: String?
    let kind: String?
  }

  /// - Parameters:
  ///   - version: The one to show; `nil`: the one that is followed.
  ///   - base: The one to compare it with; `nil`: its text as it is.
  init(
    _ versions: [StoredDefinition], version: Int32?, against base: Int32?, of tenant: Tenant, for viewer: Viewer
  ) throws {
    shell = .client(tenant, "Definition", for: viewer)
    let live = versions.last(where: \.isLive)
    heading = .client(
      tenant, .definition,
      below: live.map { "Definition \($0.version) “\($0.name)” is followed" }
        ?? (versions.isEmpty ? nil : "No version is followed yet"))
    hasVersions = !versions.isEmpty
    self.versions = Self.table(versions, tenant, live: live)
    func found(_ number: Int32) throws -> StoredDefinition {
      guard let found = versions.first(where: { $0.version == number }) else {
        throw StoreError.noSuchDefinition(tenant: tenant.slug, version: number)
      }
      return found
    }
    let shown = try version.map(found) ?? live ?? versions.last
    let compared = try base.map(found)
    warnings = Notes(shown?.warnings ?? [])
    isDifference = compared != nil
    guard let shown else {
      (textTitle, textWords, otherText, lines) = ("", "", nil, [])
      return
    }
    if let compared {
      let difference = LineDifference(from: compared.source, to: shown.source).lines
      textTitle = "From definition \(compared.version) to \(shown.version)"
      let (gone, new) = (difference.count { $0.change == .removed }, difference.count { $0.change == .added })
      textWords =
        gone + new == 0 ? "The two say the same." : "\(gone) \(gone == 1 ? "line" : "lines") gone, \(new) new."
      otherText = Link(
        title: "The whole text", href: "\(ClientTab.definition.href(tenant))?version=\(shown.version)")
      lines = difference.map(Line.init)
    } else {
      textTitle = "Definition \(shown.version) “\(shown.name)”"
      textWords = shown.isLive ? "The figures follow this text." : "The figures do not follow this text."
      otherText = nil
      lines = LineDifference(from: shown.source, to: shown.source).lines.map(Line.init)
    }
  }

  private static func table(_ versions: [StoredDefinition], _ tenant: Tenant, live: StoredDefinition?) -> Grid {
    var grid = Grid(
      "All versions, the newest first", hidesCaption: true,
      [.init("Version"), .init("Name"), .init("Basis"), .init("Since"), .init("State"), .init("What changed")])
    let zone = Zone(iana: tenant.timezone) ?? .utc
    let path = ClientTab.definition.href(tenant)
    for version in versions.reversed() {
      let before = versions.last { $0.version < version.version }
      grid.append([
        Grid.Cell(text: "\(version.version)", href: "\(path)?version=\(version.version)").heading,
        .name(version.name), .text(version.basis), .day(zone.day(ofInstant: version.createdAt).description),
        .badge(version.isLive ? "followed" : Self.state(version, live), version.isLive ? "badge good" : "badge"),
        before.map {
          Grid.Cell(
            text: "against \($0.version)", href: "\(path)?version=\(version.version)&against=\($0.version)#text-heading"
          )
        } ?? .text("the first"),
      ])
    }
    return grid
  }

  private static func state(_ version: StoredDefinition, _ live: StoredDefinition?) -> String {
    version.version > live?.version ?? 0 ? "to be computed" : "earlier"
  }
}

extension DefinitionPage.Line {
  fileprivate init(_ line: LineDifference.Line) {
    old = line.old.map(String.init) ?? ""
    new = line.new.map(String.init) ?? ""
    text = line.text
    switch line.change {
    case .none: (sign, word, kind) = ("", nil, nil)
    case .removed: (sign, word, kind) = ("\(Typography.minus)", "gone", "removed")
    case .added: (sign, word, kind) = ("+", "new", "added")
    }
  }
}
