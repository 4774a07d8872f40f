internal import Definitions
internal import Engine

/// An event in the words of PostHog's libraries, where a name with a dollar sign stands for a call.
struct PostHogMessage {
  private let members: MessageMembers
  private let properties: MessageMembers?
  private let context: MessageContext

  init(_ members: MessageMembers, _ context: MessageContext) {
    self.members = members
    properties = members.members("properties")
    self.context = context
  }

  func message() throws(RowRefusal) -> IncomingMessage {
    let (stamp, instant) = try context.stamp(members.text("timestamp"))
    let messageID = members.text("uuid")
    let event = members.text("event")
    let (content, keys) = try understood(event)
    return IncomingMessage(
      messageID: messageID, form: .posthog, identity: IncomingMessage.identity(messageID, members), keys: keys,
      stamp: stamp,
      instant: instant, content: content)
  }

  private func understood(_ event: String?) throws(RowRefusal) -> (IncomingMessage.Content, [IdentityKey]) {
    switch event {
    case "$identify", "$set":
      let traits = [members.object("$set"), properties?.object("$set"), properties?.object("$set_once")]
        .compactMap(\.self)
      return (.person(traits: traits), try keys(traits))
    case "$groupidentify":
      guard let properties, let group = properties.text("$group_key") else {
        throw RowRefusal(.missingGroup, column: "$group_key", "$group_key is empty")
      }
      let traits = properties.members("$group_set")
      guard let account = AccountKey.of(domain: traits?.text("domain") ?? traits?.text("website"), company: group)
      else { throw RowRefusal(.missingGroup, column: "$group_key", "\(quoted(group)) names no company") }
      // Its distinct id is made up by the library: nobody is meant.
      return (.company(account: account, traits: properties.object("$group_set")), [])
    case "$create_alias":
      guard let properties, let alias = properties.text("alias"),
        let previous = properties.text("distinct_id") ?? members.text("distinct_id")
      else { throw RowRefusal(.missingPrevious, column: "alias", "alias is empty") }
      return (.alias(previous: previous), try context.keys([(.externalID, alias)]))
    default:
      let type =
        switch event {
        case "$pageview": "page_view"
        case "$screen": "screen_view"
        default: try context.type(event, column: "event")
        }
      let channel = properties?.text("channel") ?? properties?.text("utm_medium") ?? properties?.text("$utm_medium")
      return (
        .event(
          type: type, channel: channel.flatMap(ChannelName.normal), properties: members.object("properties"),
          names: [:], stage: try context.stage(of: type, properties)),
        try keys([])
      )
    }
  }

  /// The distinct id of somebody who is not known yet is that of a device.
  private func keys(_ traits: [JSONWalk.Piece]) throws(RowRefusal) -> [IdentityKey] {
    let distinct = members.text("distinct_id") ?? properties?.text("distinct_id")
    let isDevice = distinct != nil && distinct == properties?.text("$device_id")
    var values: [(KeyKind, String?)] = [
      (isDevice ? .anonymousID : .externalID, distinct), (.anonymousID, properties?.text("$anon_distinct_id")),
    ]
    for piece in traits.prefix(1) {
      let person = MessageMembers(piece, in: members.bytes)
      values += [
        (.email, person?.text("email")), (.linkedin, person?.text("linkedin")), (.phone, person?.text("phone")),
      ]
    }
    return try context.keys(values)
  }
}
