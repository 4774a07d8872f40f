/// Why a command did not do what it was asked: what happened, where, and what to do next.
///
/// The only error that a command shows. Everything else that is thrown is put into these words first, so that no
/// user reads the name of a Swift type.
public struct Failure: Error, Sendable, Equatable {
  /// The exit status, by what a script can do about it.
  public enum Kind: Int32, Sendable, CaseIterable {
    /// It was tried and did not work.
    case failed = 1
    /// The command line is wrong. Nothing was tried.
    case usage = 2
    /// What was named does not exist.
    case notFound = 3
    /// A check said no. Nothing changed.
    case refused = 4
    /// No database answers.
    case unreachable = 5
    /// Ctrl-C; 128 and the number of the signal, as shells have it, so that a loop around the command stops too.
    case interrupted = 130
  }

  public let kind: Kind

  /// What happened: a sentence without a full stop, beginning in lower case.
  public let what: String

  /// The file and line, the host, the tenant; nil where the sentence says it.
  public let place: String?

  /// What to do next, as a sentence or a command; nil only where nothing can be done.
  public let advice: String?

  public init(_ kind: Kind, _ what: String, at place: String? = nil, advice: String? = nil) {
    self.kind = kind
    self.what = what
    self.place = place
    self.advice = advice
  }

  /// What is written on standard error.
  public func text(on screen: Screen) -> String {
    let place = place.map { "\($0.harmless): " } ?? ""
    // A caret under a line of a definition needs its line feeds.
    let what = what.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).harmless }
    let advice = advice.map { "  \(screen.paint($0.harmless, .dim))\n" } ?? ""
    return "\(screen.paint("headway:", .bad)) \(place)\(what.joined(separator: "\n"))\n\(advice)"
  }
}
