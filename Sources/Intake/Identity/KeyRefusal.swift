/// Why a value names nobody.
public enum KeyRefusal: Error, Equatable, Sendable {
  case empty
  /// `n/a`, `unknown`, `-`, …
  case placeholder
  case allZeros
  case tooLong
  /// A character that no name has: a control character, or white space where none belongs.
  case strangeCharacter
  case notAnAddress
  case roleMailbox
  case notAProfile
  case notANumber
}

extension KeyRefusal: CustomStringConvertible {
  /// Goes behind the value: `"info@acme.com" is a mailbox of a role, not of a person`.
  public var description: String {
    switch self {
    case .empty: "is empty"
    case .placeholder: "stands for no value"
    case .allZeros: "is all zeros"
    case .tooLong: "is longer than \(KeyNormaliser.longest) bytes"
    case .strangeCharacter: "holds a character that does not belong there"
    case .notAnAddress: "is no e-mail address (one @ with something on both sides)"
    case .roleMailbox: "is a mailbox of a role, not of a person"
    case .notAProfile: "is no LinkedIn profile (a path after /in/ or /pub/)"
    case .notANumber: "is no telephone number"
    }
  }
}
