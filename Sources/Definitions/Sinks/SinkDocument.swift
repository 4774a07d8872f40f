/// The document that says where a tenant's alerts go: a list of sinks.
///
/// ```yaml
/// - { name: sales, kind: slack, url: "https://hooks.slack.com/services/…", alerts: [hot, rewarmed] }
/// - { name: head, kind: email, to: [head@acme.example], from: alerts@agency.example }
/// - { name: crm, kind: webhook, url: "https://crm.example/hooks/headway" }
/// ```
public enum SinkDocument {
  /// Reads the document whole, and complains of all that is wrong with it at once.
  ///
  /// A complaint names the line and does not show it: there may be a secret in it.
  ///
  /// - Parameter allowsPlain: Whether `http://` will do: where the operator allows private targets.
  public static func read(_ text: String, file: String, allowsPlain: Bool = false) throws(Diagnostics) -> [SinkPlan] {
    var plans: [SinkPlan] = []
    var found: [Diagnostic] = []
    let items: [YAMLNode]
    do throws(Diagnostic) {
      items = try YAMLReader.read(text, file: file).sequence()
    } catch {
      throw Diagnostics([error.discreet])
    }
    for item in items {
      do throws(Diagnostic) {
        let plan = try SinkReader(allowsPlain: allowsPlain).plan(item)
        if plans.contains(where: { $0.name == plan.name }) {
          throw item.error("there are two sinks called `\(plan.name)`")
        }
        plans.append(plan)
      } catch {
        found.append(error.discreet)
      }
    }
    if items.count > most, let last = items.last {
      found.append(last.error("a tenant has at most \(most) sinks").discreet)
    }
    guard found.isEmpty else { throw Diagnostics(found) }
    return plans
  }

  /// Every alert is a message for each of them.
  private static let most = 50
}

extension Diagnostic {
  /// The same without the line of the file.
  fileprivate var discreet: Diagnostic {
    Diagnostic(
      severity: severity, file: file, position: position, length: length, message: message, hint: hint, sourceLine: nil)
  }
}

/// Reads one entry of the list.
private struct SinkReader {
  let allowsPlain: Bool

  func plan(_ node: YAMLNode) throws(Diagnostic) -> SinkPlan {
    let kinds = SinkTarget.Kind.allCases.map(\.rawValue)
    let all = try node.mapping(["name", "kind", "alerts", "url", "secret", "secrets", "to", "from"])
    let kind = SinkTarget.Kind(rawValue: try all.required("kind").word(among: kinds)) ?? .webhook
    let fields = try node.mapping(["name", "kind", "alerts"] + Self.keys(of: kind))
    return SinkPlan(
      name: try name(try fields.required("name")), target: try target(kind, fields),
      alerts: try alerts(fields["alerts"]))
  }

  private static func keys(of kind: SinkTarget.Kind) -> [String] {
    switch kind {
    case .slack: ["url"]
    case .email: ["to", "from"]
    case .webhook: ["url", "secret", "secrets"]
    }
  }

  private func target(_ kind: SinkTarget.Kind, _ fields: YAMLMapping) throws(Diagnostic) -> SinkTarget {
    switch kind {
    case .slack: .slack(try url(fields.required("url")))
    case .email: .email(to: try recipients(fields.required("to")), from: try address(fields.required("from")))
    case .webhook: .webhook(try url(fields.required("url")), secrets: try secrets(fields))
    }
  }

  private func name(_ node: YAMLNode) throws(Diagnostic) -> String {
    let name = try node.text()
    guard name.wholeMatch(of: /[a-z0-9](?:[a-z0-9_-]{0,62})/) != nil else {
      throw node.error(
        "a name is made of lower-case letters, digits, hyphens and underscores, at most 63",
        hint: "for example sales-channel")
    }
    return name
  }

  private func url(_ node: YAMLNode) throws(Diagnostic) -> WebAddress {
    let text = try node.text()
    let url: WebAddress
    do throws(WebAddress.Malformed) {
      url = try WebAddress(text)
    } catch {
      throw node.error(error.reason)
    }
    guard url.scheme == .https || allowsPlain else {
      throw node.error(
        "only https:// is sent to: an alert names people",
        hint: "for a test on your own machine, HEADWAY_ALLOW_PRIVATE_TARGETS=1 allows http://")
    }
    return url
  }

  private func recipients(_ node: YAMLNode) throws(Diagnostic) -> [MailAddress] {
    guard case .sequence(let items) = node.content else { return [try address(node)] }
    guard !items.isEmpty else { throw node.error("somebody has to get the mail") }
    guard items.count <= 50 else { throw node.error("a sink has at most 50 addresses; use a mailing list") }
    var addresses: [MailAddress] = []
    for item in items { addresses.append(try address(item)) }
    return addresses
  }

  private func address(_ node: YAMLNode) throws(Diagnostic) -> MailAddress {
    guard let address = MailAddress(try node.text()) else {
      throw node.error("this is no e-mail address", hint: "write the address alone: ana@acme.example")
    }
    return address
  }

  /// `secret` is one, `secrets` are the new one and the old one while the receiver changes over.
  private func secrets(_ fields: YAMLMapping) throws(Diagnostic) -> [SigningSecret] {
    if let node = fields["secret"] {
      guard fields["secrets"] == nil else { throw node.error("write `secret` or `secrets`, not both") }
      return [try secret(node)]
    }
    guard let node = fields["secrets"] else { return [] }
    guard case .sequence(let items) = node.content, (1...5).contains(items.count) else {
      throw node.error("`secrets` is a list of one to five, newest first")
    }
    var secrets: [SigningSecret] = []
    for item in items { secrets.append(try secret(item)) }
    return secrets
  }

  private func secret(_ node: YAMLNode) throws(Diagnostic) -> SigningSecret {
    guard let secret = SigningSecret(try node.text()) else {
      throw node.error(
        "a secret is `whsec_` and 24 to 64 bytes in base64", hint: "leave it out, and one is made and shown once")
    }
    return secret
  }

  private func alerts(_ node: YAMLNode?) throws(Diagnostic) -> [String] {
    guard let node else { return [] }
    var words: [String] = []
    for item in try node.sequence() {
      let word = try item.word(among: SinkPlan.knownAlerts)
      if !words.contains(word) { words.append(word) }
    }
    guard !words.isEmpty else { throw node.error("the list is empty", hint: "leave `alerts` out to get all of them") }
    return words
  }
}
