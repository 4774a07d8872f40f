import Definitions
import Foundation
import Store
import Testing

@testable import Delivery

@Suite struct RenderingTests {
  /// The vector that the libraries of Standard Webhooks are tested with.
  @Test func theSignatureIsThatOfThePublishedVector() throws {
    let headers = WebhookSignature.headers(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Data(#"{"test": 2432232314}"#.utf8),
      secrets: [.testing])
    #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
    #expect(
      headers.map(\.value) == [
        "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      ])
  }

  @Test func aRotationSignsWithBothSecrets() throws {
    let new = try #require(SigningSecret.random())
    let both = WebhookSignature.headers(id: "msg_1", timestamp: 1, body: Data(), secrets: [new, .testing])[2].value
    let old = WebhookSignature.headers(id: "msg_1", timestamp: 1, body: Data(), secrets: [.testing])[2].value
    #expect(both.split(separator: " ").count == 2 && both.hasSuffix(" " + old))
    #expect(new.text.hasPrefix("whsec_") && new.key.count == 32)
  }

  @Test func theBodyOfAWebhookHasItsMembersInOrderAndNullsForWhatIsAbsent() throws {
    let body = String(decoding: try WebhookBody(.sample()).json, as: UTF8.self)
    #expect(
      body == """
        {"data":{"account":"acme.example","action":"Call today.","alert_id":1,"assigned_to":"Kim","day":"2026-11-22",\
        "due_by":"2026-11-22T20:00:00Z","external_id":"C-7","headline":"Ana Lima, acme.example","kind":"hot","lead_id":7,\
        "momentum":24,"reason":"Momentum 24: three visits to pricing since Monday.","tenant":"acme","tier":"hot"},\
        "timestamp":"2026-11-22T16:00:00Z","type":"alert.hot"}
        """)
    var alert = AlertToTell.sample(account: nil)
    alert.dueBy = nil
    #expect(String(decoding: try WebhookBody(.sample(alert)).json, as: UTF8.self).contains(#""due_by":null"#))
  }

  @Test func aSlackTextMentionsNobodyAndLinksNowhere() throws {
    let payload = SlackPayload(
      .sample(.sample(headline: "<!channel> & <https://evil.example|Ana>", reason: "<@U1> a&b")))
    let json = String(decoding: try payload.json, as: UTF8.self)
    #expect(payload.text.contains("&lt;!channel&gt; &amp; &lt;https"))
    #expect(payload.blocks[1].text?.text == "&lt;@U1&gt; a&amp;b")
    #expect(payload.blocks[0].text?.type == "plain_text", "where nothing is markup")
    #expect(json.contains(#""unfurl_links":false"#) && json.contains(#""verbatim":true"#))
  }

  @Test(arguments: ["x", "&", "é", "👩‍👩‍👧‍👦", "<"])
  func aSlackTextHasTheLengthThatSlackTakes(piece: String) throws {
    for count in [0, 1, 140, 150, 151, 600, 2_999, 3_000, 3_001, 10_000] {
      let long = String(repeating: piece, count: count)
      let payload = SlackPayload(.sample(.sample(headline: long, reason: long, action: long, account: long)))
      #expect(payload.text.utf16.count <= 3_000)
      #expect(payload.blocks[0].text.map { (1...150).contains($0.text.utf16.count) } == true)
      for block in payload.blocks.dropFirst() {
        let texts = [block.text].compactMap { $0 } + (block.elements ?? [])
        #expect(texts.allSatisfy { (1...3_000).contains($0.text.utf16.count) }, "\(count)")
        #expect(texts.allSatisfy { !$0.text.hasSuffix("&…") && !$0.text.contains("&am…") && !$0.text.contains("&l…") })
        #expect((block.elements ?? []).count <= 10)
      }
    }
  }

  @Test func aMailSaysInPlainTextWhatIsToBeDone() throws {
    let to = [try #require(MailAddress("head@acme.example")), try #require(MailAddress("kim@agency.example"))]
    let mail = MailText(.sample(), to: to, from: try #require(MailAddress("alerts@agency.example"))).text
    #expect(
      mail == """
        From: alerts@agency.example
        To: head@acme.example,
         kim@agency.example
        Subject: [Acme GmbH] Hot: Ana Lima, acme.example
        Date: Sun, 22 Nov 2026 16:00:00 +0000
        Message-ID: <msg_0123456789abcdef0123456789abcdef@agency.example>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Hot: Ana Lima, acme.example

        Momentum 24: three visits to pricing since Monday.

        To do: Call today.

        Due by: 2026-11-22 21:00 Europe/Berlin
        Assigned to: Kim
        Momentum: 24 (hot)
        Account: acme.example
        Lead: 7 (C-7)
        Client: Acme GmbH

        """)
  }

  /// Whatever a lead is called, it begins no header and ends no mail.
  @Test(arguments: [
    "Ana\r\nBcc: all@evil.example", "Ana\nSubject: other", "Ana\r\n\r\n<html>", "Ana\u{2028}Bcc: x@y.z",
    "Ana\u{85}Bcc: x@y.z",
    "=?UTF-8?B?QmNj?=", "Ana\u{0}\u{1B}[2J", "Ünïcödé 👩‍👩‍👧‍👦 " + String(repeating: "ß", count: 300),
    String(repeating: "long ", count: 200), "",
  ])
  func noNameBeginsAHeader(name: String) throws {
    let address = try #require(MailAddress("a@b.example"))
    let body = ".\n..\nFrom here\n= \(name) \n.\n"
    let mail = MailText(.sample(.sample(headline: name, reason: body), client: name), to: [address], from: address).text
    let parts = mail.split(separator: "\n\n", maxSplits: 1)
    let headers = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    let names = headers.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
      ])
    #expect(mail.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 10 })
    for line in mail.split(separator: "\n") {
      #expect(line.utf8.count <= 77 && line != "." && !line.hasPrefix("From "), "\(line)")
    }
    #expect(
      try Self.decoded(String(parts[1])).contains(
        body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")))
  }

  /// Quoted-printable back to text.
  private static func decoded(_ text: String) throws -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.replacing("=\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "=") {
        bytes.append(try #require(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "a@b", "a.b+c@d.example", "o'neil@x.example", "1@2.example",
  ])
  func anOrdinaryAddressIsTaken(text: String) { #expect(MailAddress(text)?.text == text) }

  @Test(arguments: [
    "", "a", "@b", "a@", "-f@b.example", "a b@c.example", "a@b.example\nBcc: x", "a@b.example,c@d.example",
    "<a@b.example>",
    "Ana <a@b.example>", "\"a\"@b.example", ".a@b.example", "a..b@c.example", "a@[127.0.0.1]", "a@b..example",
    "é@b.example",
    "a@" + String(repeating: "b.", count: 130) + "c",
  ])
  func whatCouldMeanSomethingElseIsNoAddress(text: String) { #expect(MailAddress(text) == nil) }

  @Test func aRetryAfterIsSecondsOrADate() {
    let now: Int64 = 784_111_777_000_000  // Sun, 06 Nov 1994 08:49:37 GMT
    #expect(RetryAfter.seconds("120", at: now) == 120)
    #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:50:37 GMT", at: now) == 61)
    for text in [
      "0", "-1", "1e9", "soon", "", "99999999999", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 2031 08:49:37 GMT",
    ] {
      #expect(RetryAfter.seconds(text, at: now) == nil, "\(text)")
    }
  }
}
