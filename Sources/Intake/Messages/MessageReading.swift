internal import Definitions
import Engine

extension IncomingMessage {
  /// In bytes, of one message.
  public static let largest = 32 << 10
  /// Deeper than this no definition reads, and no reader of ours walks.
  static let deepest = JSONReader.deepest - 4

  /// Reads one message. Throws why it is not taken; the others of its batch are none the worse.
  ///
  /// - Parameters:
  ///   - form: `nil`: the message says it itself, in `type`.
  static func read(
    _ part: MessageEnvelope.Part, in bytes: Bytes, _ context: MessageContext
  ) throws(RowRefusal) -> IncomingMessage {
    guard part.range.count <= largest else {
      throw RowRefusal(.tooLarge, "it has \(part.range.count) bytes; a message may have \(largest)")
    }
    guard part.depth <= deepest else {
      throw RowRefusal(.tooDeep, "it nests \(part.depth) levels; a message may nest \(deepest)")
    }
    let members = try MessageMembers(part.range, in: bytes)
    let form: MessageForm
    if let given = part.form {
      form = given
    } else {
      let type = members.text("type") ?? ""
      guard let said = MessageForm(type: type) else {
        let known = MessageForm.allCases.filter { $0 != .posthog }.map(\.rawValue).joined(separator: ", ")
        throw RowRefusal(.unknownCall, column: "type", "type \(quoted(type)) is no call (\(known))")
      }
      form = said
    }
    return form == .posthog
      ? try PostHogMessage(members, context).message() : try SegmentMessage(members, form, context).message()
  }

  /// The id of a message whose sender gave none: its own bytes, so that it is known again when it is sent again.
  static func identity(_ messageID: String?, _ members: MessageMembers) -> Fingerprint {
    if let messageID, !messageID.isEmpty { return MessageIdentity.of(messageID: messageID) }
    return Fingerprint(of: Array("body\0".utf8) + Array(members.bytes[members.range]))
  }
}

/// The members of a message that are asked for, each where it stands.
struct MessageMembers {
  let bytes: Bytes
  let range: Range<Int>
  private var pieces: [String: JSONWalk.Piece] = [:]

  init(_ range: Range<Int>, in bytes: Bytes) throws(RowRefusal) {
    self.bytes = bytes
    self.range = range
    var found: [String: JSONWalk.Piece] = [:]
    var walk = JSONWalk(bytes, within: range)
    do {
      try walk.members { key, value in found[MessageText.name(key, in: bytes)] = value }
    } catch {
      throw RowRefusal(.notAnObject, "it is not a JSON object")
    }
    pieces = found
  }

  /// Of an object within.
  init?(_ piece: JSONWalk.Piece?, in bytes: Bytes) {
    guard let piece, piece.kind == .object, let members = try? Self(piece.range, in: bytes) else { return nil }
    self = members
  }

  subscript(name: String) -> JSONWalk.Piece? { pieces[name] }

  func object(_ name: String) -> JSONWalk.Piece? { pieces[name].flatMap { $0.kind == .object ? $0 : nil } }
  func members(_ name: String) -> MessageMembers? { MessageMembers(pieces[name], in: bytes) }

  /// A text or a number; `nil` where it is something else, or empty.
  func text(_ name: String) -> String? {
    pieces[name].flatMap { MessageText.text($0, in: bytes) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// What both dialects have in common.
extension MessageContext {
  /// In bytes. Types are names of things that happen, not texts.
  static let longestType = 200

  func type(_ name: String?, column: String) throws(RowRefusal) -> String {
    guard let name else { throw RowRefusal(.missingType, column: column, "\(column) is empty") }
    guard let type = EventName.normal(name), type.utf8.count <= Self.longestType else {
      throw RowRefusal(.badType, column: column, "\(quoted(name)) is no name of an event")
    }
    return type
  }

  /// The stage of an event that changes it; `nil` for all others.
  func stage(of type: String, _ properties: MessageMembers?) throws(RowRefusal) -> Stage? {
    guard type == EventTypes.stage else { return nil }
    let to = properties?.text("to") ?? ""
    guard let stage = Stage(name: ColumnRule.folded(value: to)) else {
      let known = Stage.allCases.map(\.name).joined(separator: ", ")
      throw RowRefusal(.unknownStage, column: "to", "\(quoted(to)) is no stage (\(known))")
    }
    return stage
  }
}
