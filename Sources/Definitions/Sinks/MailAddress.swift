/// One e-mail address, `name@host`, of characters that mean nothing to a mail's header or to a
/// command line.
///
/// The quoted local parts and comments of RFC 5322 are not taken: nobody has such an address, and
/// each is a way to write another header.
public struct MailAddress: Sendable, Hashable {
  public let text: String

  /// What comes after the `@`.
  public var domain: Substring { text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...] }

  public init?(_ text: String) {
    guard text.utf8.count <= 254, let (local, host) = Self.parts(of: text), local.utf8.count <= 64,
      HostName.isName(host)
    else { return nil }
    self.text = text
  }

  /// The parts before and after the `@`.
  private static func parts(of text: String) -> (local: Substring, host: Substring)? {
    let shape =
      /([A-Za-z0-9!#$%&'*+\/=?^_`{|}~][A-Za-z0-9!#$%&'*+\/=?^_`{|}~-]*(?:\.[A-Za-z0-9!#$%&'*+\/=?^_`{|}~-]+)*)@([A-Za-z0-9.-]+)/
    return text.wholeMatch(of: shape).map { ($0.output.1, $0.output.2) }
  }
}
