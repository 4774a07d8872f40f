import Foundation
import Testing

@testable import Definitions

/// The document that says where alerts go.
@Suite struct SinkDocumentTests {
  private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  @Test func everyKindIsRead() throws {
    let plans = try SinkDocument.read(
      """
      - { name: sales, kind: slack, url: "https://hooks.slack.com/services/T/B/x", alerts: [hot, rewarmed, hot] }
      - { name: head, kind: email, to: [head@acme.example, kim@agency.example], from: alerts@agency.example }
      - { name: one, kind: email, to: head@acme.example, from: alerts@agency.example }
      - { name: crm, kind: webhook, url: "https://crm.example:8443/in?x=1", secret: \(Self.secret) }
      - { name: new, kind: webhook, url: "https://crm.example" }
      - { name: turning, kind: webhook, url: "https://crm.example", secrets: [\(Self.secret), \(Self.secret)] }
      """, file: "sinks.yaml")
    #expect(plans.map(\.name) == ["sales", "head", "one", "crm", "new", "turning"])
    #expect(plans[0].alerts == ["hot", "rewarmed"] && plans[1].alerts.isEmpty)
    #expect(plans[0].target.place == "https://hooks.slack.com", "without the path, which is a secret")
    #expect(plans[1].target.place == "head@acme.example, kim@agency.example")
    guard case .webhook(let url, let secrets) = plans[3].target, case .webhook(_, let both) = plans[5].target else {
      Issue.record("no webhooks")
      return
    }
    #expect(url.text == "https://crm.example:8443/in?x=1" && secrets.map(\.text) == [Self.secret] && both.count == 2)
    #expect(try SinkDocument.read("[]", file: "sinks.yaml").isEmpty)
  }

  @Test(arguments: [
    ("name: a", "expected a list"),
    ("- kind: slack", "`name` is missing"),
    ("- { name: a, url: \"https://a.example\" }", "`kind` is missing"),
    ("- { name: a, kind: slak, url: \"https://a.example\" }", "did you mean `slack`?"),
    ("- { name: a, kind: slack }", "`url` is missing"),
    ("- { name: a, kind: slack, url: \"https://a.example\", secret: x }", "`secret` is not a key"),
    ("- { name: A b, kind: slack, url: \"https://a.example\" }", "lower-case letters"),
    ("- { name: a, kind: slack, url: \"http://a.example\" }", "only https://"),
    ("- { name: a, kind: slack, url: \"https://user@a.example\" }", "no URL"),
    ("- { name: a, kind: email, to: Ana <a@b.example>, from: a@b.example }", "no e-mail address"),
    ("- { name: a, kind: email, to: [], from: a@b.example }", "somebody has to get"),
    ("- { name: a, kind: webhook, url: \"https://a.example\", secret: whsec_c2hvcnQ= }", "24 to 64 bytes"),
    ("- { name: a, kind: webhook, url: \"https://a.example\", secret: x, secrets: [x] }", "not both"),
    ("- { name: a, kind: slack, url: \"https://a.example\", alerts: [cold] }", "`cold` is not known"),
    ("- { name: a, kind: slack, url: \"https://a.example\", alerts: [] }", "leave `alerts` out"),
    (
      "- { name: a, kind: slack, url: \"https://a.example\" }\n- { name: a, kind: slack, url: \"https://a.example\" }",
      "two sinks"
    ),
  ])
  func whatIsWrongIsSaidWithItsLine(text: String, complaint: String) {
    do throws(Diagnostics) {
      _ = try SinkDocument.read(text, file: "sinks.yaml")
      Issue.record("nothing was wrong")
    } catch {
      #expect(
        error.description.contains(complaint) && error.description.hasPrefix("sinks.yaml:"), "\(error.description)")
    }
  }

  @Test func allThatIsWrongIsSaidAtOnce() {
    let text = """
      - { name: a, kind: slack, url: "https://a b" }
      - { name: b, kind: fax }
      - { name: c, kind: email, to: x, from: a@b.example }
      """
    let error = #expect(throws: Diagnostics.self) { try SinkDocument.read(text, file: "s.yaml") }
    #expect(error?.errors.map(\.line) == [1, 2, 3])
  }

  /// The line that is wrong may hold a secret, and a complaint ends in a log.
  @Test(arguments: [
    "- { name: a, kind: slack, url: \"https://hooks.slack.com/services/canary canary\" }",
    "- { name: a, kind: webhook, url: \"https://a.example\", secret: whsec_canary }",
    "- { name: a, kind: webhook, url: \"https://a.example\", secert: whsec_canary }",
    "- { name: a, kind: webhook, url: \"https://a.example\", secret: whsec_canary",
    "- { name: a, kind: slack, url: \"ftp://a.example/canary\" }",
  ])
  func aComplaintRepeatsNoSecret(text: String) {
    let error = #expect(throws: Diagnostics.self) { try SinkDocument.read(text, file: "s.yaml") }
    #expect(error?.description.contains("canary") == false)
  }

  @Test func plainHTTPIsForWhoeverAllowsIt() throws {
    let text = "- { name: a, kind: webhook, url: \"http://127.0.0.1:8080/x\" }"
    #expect(try SinkDocument.read(text, file: "s.yaml", allowsPlain: true).count == 1)
  }
}
