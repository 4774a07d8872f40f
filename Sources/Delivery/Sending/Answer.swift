/// What a receiver answered, and what that means.
///
/// As Standard Webhooks and Stripe have it: 2xx is success, 410 ends it, and everything else is tried
/// again for days, 4xx too: a route that is missing or a key that is wrong is mended by a deploy.
struct Answer {
  var status: Int
  /// The beginning of its body.
  var text: String
  /// Seconds.
  var retryAfter: Int64?

  var outcome: AttemptOutcome {
    switch status {
    case 200..<300: .delivered
    case 300..<400:
      .failed(reason: "it answered \(status), a redirect, which is never followed: set the URL it leads to")
    case 410: .gone(reason: "it answered 410 Gone: it wants no message any more\(said)")
    default: .failed(reason: "it answered \(status)\(said)", notBefore: retryAfter)
    }
  }

  /// Slack says in a word what is wrong; others say it in a page.
  private var said: String {
    let line = String(text.prefix(400)).inOneLine
    let shown = String(line.unicodeScalars.filter { $0.properties.isGraphemeBase }).cut(to: 120)
    return shown.isEmpty ? "" : ": \(shown)"
  }
}
