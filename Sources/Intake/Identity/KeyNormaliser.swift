public import Engine
import Foundation

/// Turns what a row says about who somebody is into a key that is compared byte by byte.
///
/// The only place where identity keys are normalised; SQL never does. Applied to its own
/// result it changes nothing (a LinkedIn key is a path: `/in/` goes before it). Beyond
/// `Docs/Metrics.md`, section 2: letters beyond ASCII are brought to Unicode's composed form,
/// so that é has one spelling in Swift and in PostgreSQL.
public enum KeyNormaliser {
  /// In bytes. A B-tree entry of PostgreSQL holds 2,700, and no real key comes near this.
  public static let longest = 512

  public static func key(_ kind: KeyKind, _ value: String) throws(KeyRefusal) -> IdentityKey {
    var normal: [UInt8] = []
    let refusal = withBytes(of: value) { append(kind, $0, to: &normal) }
    if let refusal { throw refusal }
    return IdentityKey(kind: kind, value: String(decoding: normal, as: UTF8.self))
  }

  /// Appends the normal form to `output`, or nothing and says why there is none.
  static func append(_ kind: KeyKind, _ raw: Bytes, to output: inout [UInt8]) -> KeyRefusal? {
    let text = raw.trimmed()
    if let refusal = refusal(ofAny: text) { return refusal }
    let start = output.count
    let refusal =
      switch kind {
      case .externalID, .anonymousID: appendName(text, to: &output)
      case .email: appendAddress(text, to: &output)
      case .linkedin: appendProfile(text, to: &output)
      case .phone: appendNumber(text, to: &output)
      }
    if refusal != nil { output.removeLast(output.count - start) }
    return refusal
  }

  /// What is no key of any kind.
  private static func refusal(ofAny text: Bytes) -> KeyRefusal? {
    guard !text.isEmpty else { return .empty }
    guard text.count <= longest else { return .tooLong }
    guard !text.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return .strangeCharacter }
    if isAllZeros(text) { return .allZeros }
    if text.count <= 16, WordLists.placeholders.contains(lowercased(text)) { return .placeholder }
    return nil
  }

  /// Nothing but zeros, and the dashes of a UUID among them.
  private static func isAllZeros(_ text: Bytes) -> Bool {
    text[0] == ASCII.zero && text.allSatisfy { $0 == ASCII.zero || $0 == ASCII.minus }
  }

  private static func lowercased(_ text: Bytes) -> String {
    String(unsafeUninitializedCapacity: text.count) { lower in
      for (index, byte) in text.enumerated() { lower[index] = ASCII.lowercased(byte) }
      return text.count
    }
  }
}

// MARK: - The kinds

extension KeyNormaliser {
  private static func appendName(_ text: Bytes, to output: inout [UInt8]) -> KeyRefusal? {
    appendComposed(text, to: &output)
    return nil
  }

  private static func appendAddress(_ text: Bytes, to output: inout [UInt8]) -> KeyRefusal? {
    let span = text.span
    var sign: Int?
    for index in span.indices {
      let byte = span[index]
      if byte == ASCII.at {
        guard sign == nil else { return .notAnAddress }
        sign = index
      } else if byte == ASCII.space {
        return .strangeCharacter
      }
    }
    guard let sign, sign > 0, sign + 1 < span.count else { return .notAnAddress }
    let local = Bytes(rebasing: text[..<sign])
    if local.count <= 22, WordLists.roleMailboxes.contains(lowercased(local)) { return .roleMailbox }
    let start = output.count
    appendComposed(text, to: &output)
    for index in start..<output.count { output[index] = ASCII.lowercased(output[index]) }
    return nil
  }

  private static func appendProfile(_ text: Bytes, to output: inout [UInt8]) -> KeyRefusal? {
    guard let profile = LinkedInProfile.path(in: text.string) else { return .notAProfile }
    if WordLists.placeholders.contains(profile) { return .placeholder }
    output.append(contentsOf: profile.utf8)
    return nil
  }

  /// The fewest digits that can reach somebody from outside.
  private static let shortestNumber = 5

  /// Digits with a leading plus. A leading 00 is the plus of those who have none on their
  /// keyboard, `(0)` is dialled only inside the country, and what follows a letter is an
  /// extension.
  private static func appendNumber(_ text: Bytes, to output: inout [UInt8]) -> KeyRefusal? {
    var digits: [UInt8] = []
    let hasPlus = text.contains(ASCII.plus)
    var isOpen = false
    for (index, byte) in text.enumerated() {
      if ASCII.isDigit(byte) {
        let isTrunk =
          isOpen && hasPlus && byte == ASCII.zero && index + 1 < text.count && text[index + 1] == 0x29
        if !isTrunk { digits.append(byte) }
      } else if !digits.isEmpty, ASCII.isLetter(byte) || byte == 0x3B || byte == ASCII.comma || byte == 0x23 {
        break
      }
      isOpen = byte == 0x28
    }
    if !hasPlus, digits.starts(with: [ASCII.zero, ASCII.zero]) { digits.removeFirst(2) }
    guard digits.count >= shortestNumber else { return .notANumber }
    guard digits.contains(where: { $0 != ASCII.zero }) else { return .allZeros }
    output.append(ASCII.plus)
    output += digits
    return nil
  }

  private static func appendComposed(_ text: Bytes, to output: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      output.append(contentsOf: text)
    } else {
      output.append(contentsOf: composed(text.string).utf8)
    }
  }

  /// Only where there are letters beyond ASCII: this is the one slow step.
  static func composed(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
  }
}
