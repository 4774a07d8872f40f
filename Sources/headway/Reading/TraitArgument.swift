import Definitions
import Engine
import Intake
import Store
import Terminal

extension Trait {
  /// What `--by` means: `channel`, `stage`, `lead.X`, `account.X`, or the bare name of an attribute
  /// that leads or, if none has it, companies have.
  static func argument(_ text: String, of tenant: Tenant, in database: Database) async throws -> Trait {
    let vocabulary = Vocabulary(try await database.read(Words(tenant: tenant.id), as: tenant.id))
    let (lead, account) = (vocabulary.leadAttributes, vocabulary.accountAttributes)
    if let trait = Trait(path: text) {
      guard case .attribute(let path, _) = trait else { return trait }
      let known = path.root == .lead ? lead : account
      guard known.contains(path.name) || known.isEmpty else {
        throw unknown(text, among: known.map { "\(path.root.rawValue).\($0)" })
      }
      return trait
    }
    if lead.contains(text) { return .attribute(AttributePath(root: .lead, name: text), within: []) }
    if account.contains(text) { return .attribute(AttributePath(root: .account, name: text), within: []) }
    throw unknown(text, among: ["channel", "stage"] + lead.map { "lead.\($0)" } + account.map { "account.\($0)" })
  }

  private static func unknown(_ text: String, among names: [String]) -> Failure {
    let near = Spelling.nearest(to: text, among: names)
    return Failure(
      .notFound, "no lead of this tenant has ever had '\(text)'", at: "--by",
      advice: near.map { "did you mean \($0)?" } ?? "channel, stage, lead.ATTRIBUTE or account.ATTRIBUTE")
  }
}
