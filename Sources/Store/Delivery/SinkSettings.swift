internal import Definitions
internal import Foundation
internal import LibPQ

/// The target of a sink as column `settings` has it: a JSON object whose members tell its kind.
struct SinkSettings: Codable {
  var kind: String
  var url: String?
  var secrets: [String]?
  var to: [String]?
  var from: String?

  init(_ target: SinkTarget) {
    kind = target.kind.rawValue
    switch target {
    case .slack(let url): self.url = url.text
    case .email(let to, let from):
      self.to = to.map(\.text)
      self.from = from.text
    case .webhook(let url, let secrets):
      self.url = url.text
      self.secrets = secrets.map(\.text)
    }
  }

  /// `nil`: no sink that we have written.
  var target: SinkTarget? {
    switch SinkTarget.Kind(rawValue: kind) {
    case .slack: address.map { .slack($0) }
    case .email: mail
    case .webhook: address.map { .webhook($0, secrets: (secrets ?? []).compactMap { SigningSecret($0) }) }
    case nil: nil
    }
  }

  private var address: WebAddress? { url.flatMap { try? WebAddress($0) } }

  private var mail: SinkTarget? {
    let recipients = (to ?? []).compactMap { MailAddress($0) }
    guard let sender = from.flatMap({ MailAddress($0) }), !recipients.isEmpty else { return nil }
    return .email(to: recipients, from: sender)
  }

  var json: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}" }
}

extension RowReader {
  /// name, settings, kinds, failures, open_until, disabled, created_at.
  mutating func sink() throws(PostgresError) -> Sink {
    let name = try string()
    let settings = try json()
    guard let target = (try? JSONDecoder().decode(SinkSettings.self, from: Data(settings.utf8)))?.target else {
      // Never with what was found: it may hold a secret.
      throw .misread(column: 2, wanted: "the settings of a sink", found: "other JSON")
    }
    return Sink(
      name: name, target: target, alerts: try strings(), failures: Int(try int32()), openUntil: try timestampOrNil(),
      disabled: try stringOrNil(), createdAt: try timestamp())
  }
}
