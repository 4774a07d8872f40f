internal import Definitions
internal import Engine

/// A call in the words of Segment's tracking API, which RudderStack's libraries speak too.
struct SegmentMessage {
  private let members: MessageMembers
  private let form: MessageForm
  private let context: MessageContext

  init(_ members: MessageMembers, _ form: MessageForm, _ context: MessageContext) {
    self.members = members
    self.form = form
    self.context = context
  }

  func message() throws(RowRefusal) -> IncomingMessage {
    let (stamp, instant) = try context.stamp(members.text("timestamp"))
    let messageID = members.text("messageId")
    let content = try content()
    return IncomingMessage(
      messageID: messageID, form: form, identity: IncomingMessage.identity(messageID, members), keys: try keys(),
      stamp: stamp,
      instant: instant, content: content)
  }

  private func keys() throws(RowRefusal) -> [IdentityKey] {
    var values: [(KeyKind, String?)] = [
      (.externalID, members.text("userId")), (.anonymousID, members.text("anonymousId")),
    ]
    if form == .identify, let traits = members.members("traits") {
      values += [
        (.email, traits.text("email")), (.linkedin, traits.text("linkedin")), (.phone, traits.text("phone")),
      ]
    }
    return try context.keys(values)
  }

  private func content() throws(RowRefusal) -> IncomingMessage.Content {
    switch form {
    case .identify: return .person(traits: [members.object("traits")].compactMap(\.self))
    case .group:
      let traits = members.members("traits")
      guard
        let account = AccountKey.of(
          domain: traits?.text("domain") ?? traits?.text("website"), company: members.text("groupId"))
      else { throw RowRefusal(.missingGroup, column: "groupId", "neither a domain nor groupId names a company") }
      return .company(account: account, traits: members.object("traits"))
    case .alias:
      guard let previous = members.text("previousId") else {
        throw RowRefusal(.missingPrevious, column: "previousId", "previousId is empty")
      }
      return .alias(previous: previous)
    case .track: return try event(try context.type(members.text("event"), column: "event"))
    case .page: return try event("page_view")
    case .screen: return try event("screen_view")
    case .posthog: throw RowRefusal(.unknownCall, "it is PostHog's")
    }
  }

  private func event(_ type: String) throws(RowRefusal) -> IncomingMessage.Content {
    let properties = members.members("properties")
    var names: [String: String] = [:]
    if form != .track {
      for name in ["name", "category"] { names[name] = members.text(name) }
    }
    // The message's own `channel` is "server" or "browser": how it came, not where the lead did.
    let channel = properties?.text("channel") ?? members.members("context")?.members("campaign")?.text("medium")
    return .event(
      type: type, channel: channel.flatMap(ChannelName.normal), properties: members.object("properties"),
      names: names, stage: try context.stage(of: type, properties))
  }
}
