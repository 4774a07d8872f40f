/// Which call a message is, and in whose words: by it the message is read, when it comes and again when it is folded.
public enum MessageForm: String, Sendable, Hashable, CaseIterable {
  case identify, track, page, screen, group, alias
  /// An event as PostHog's libraries send it; which call it stands for is in its name.
  case posthog

  /// The call that an element of a batch says it is.
  init?(type: String) {
    guard let form = Self(rawValue: type), form != .posthog else { return nil }
    self = form
  }
}
