import Engine
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

@Suite struct SignInTests {
  @Test func theAgencySignsInByAnAddressThatWorksOnce() async throws {
    try await RunningService.play { service in
      let offer = try await service.database.sessions.offerSignIn()
      let browser = Browser(service)
      #expect(try await browser.whoAmI(service) == .nobody)

      let page = try await browser.get("/signin?token=\(offer.key.text)&next=/clients/acme")
      #expect(page.status == 200 && browser.cookies.isEmpty, "looking at it uses nothing up")
      #expect(page.headers["cache-control"] == "no-store" && page.headers["referrer-policy"] == "same-origin")
      #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)

      let signedIn = try await browser.post("/signin", ["token": offer.key.text, "next": "/clients/acme"])
      #expect(signedIn.status == 303 && signedIn.headers["location"] == "/clients/acme")
      #expect(try await browser.whoAmI(service) == .agency)
      let cookie = try #require(browser.lastCookie)
      for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=25"] { #expect(cookie.contains(part), "\(cookie)") }
      #expect(!cookie.contains("Secure") && !cookie.contains("Domain"), "plain HTTP here")

      let again = try await Browser(service).post("/signin", ["token": offer.key.text])
      #expect(again.status == 403 && again.headers["set-cookie"] == nil)
      #expect(!again.body.contains(offer.key.text))
    }
  }

  @Test func signingOutEndsTheSessionOnTheServerToo() async throws {
    try await RunningService.play { service in
      let browser = try await Browser.ofAgency(service)
      let kept = browser.cookies
      let page = try await browser.get("/signout")
      let out = try await browser.post("/signout", ["form_token": try #require(page.formToken)])
      #expect(out.status == 303 && out.headers["location"] == "/signin" && browser.cookies.isEmpty)
      for (name, value) in kept { browser.set(name, value) }
      #expect(try await browser.whoAmI(service) == .nobody, "somebody who kept the cookie")
    }
  }

  /// Each character changed, each part cut off, the parts of two cookies mixed.
  @Test func aForgedCookieIsNobody() async throws {
    try await RunningService.play { service in
      let (one, other) = (try await Browser.ofAgency(service), try await Browser.ofAgency(service))
      let (name, value) = try #require(one.cookies.first)
      let second = try #require(other.cookies[name])
      let (parts, others) = (value.split(separator: "."), second.split(separator: "."))
      var forgeries = [
        "", ".", "..", "null", "agency", String(repeating: "A", count: 4_000), String(value.dropLast()), value + "A",
        "\(parts[0]).\(parts[1]).\(others[2])", "\(others[0]).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1])",
        "\(parts[0]).2.\(parts[2])", "\(parts[0]).-1.\(parts[2])", value.replacing("-1", with: "-9"),
      ]
      for index in stride(from: 0, to: value.count, by: 7) {
        var letters = Array(value)
        letters[index] = letters[index] == "A" ? "B" : "A"
        forgeries.append(String(letters))
      }
      // What we signed for another purpose is no session.
      let signer = try await service.database.signer()
      for purpose in Signer.Purpose.allCases where purpose != .session {
        forgeries.append(signer.sign(String(parts[0]), for: purpose))
      }
      let browser = Browser(service)
      for forged in forgeries where forged != value {
        browser.set(name, forged)
        #expect(try await browser.whoAmI(service) == .nobody, "\(forged)")
      }
      browser.set(name, value)
      #expect(try await browser.whoAmI(service) == .agency)
    }
  }

  @Test func aSessionWhoseTimeHasPassedIsNobodyWhateverItsCookieSays() async throws {
    try await RunningService.play { service in
      let browser = try await Browser.ofAgency(service)
      try await service.place.run("update guard.session set valid_until = now() - interval '1 s'")
      #expect(try await browser.whoAmI(service) == .nobody)
      // One that we signed, and whose own end has passed: nobody asks the database.
      let signer = try await service.database.signer()
      let expired = signer.sign("\(String(repeating: "A", count: 43))-1000000000", for: .session)
      browser.set("headway", expired)
      #expect(try await browser.whoAmI(service) == .nobody)
    }
  }

  /// Fixation: a session that somebody put into the browser beforehand never becomes the one that signed in.
  @Test func signingInAlwaysOpensANewSession() async throws {
    try await RunningService.play { service in
      let browser = try await Browser.ofAgency(service)
      let before = try #require(browser.cookies["headway"])
      let offer = try await service.database.sessions.offerSignIn()
      let page = try await browser.get("/signin?token=\(offer.key.text)")
      _ = try await browser.post("/signin", ["token": offer.key.text, "form_token": try #require(page.formToken)])
      let after = try #require(browser.cookies["headway"])
      #expect(after != before)
      browser.set("headway", before)
      #expect(try await browser.whoAmI(service) == .nobody, "the former one has ended")
    }
  }

  @Test(arguments: [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
    "/\u{9}/evil.example", "/a\r\nSet-Cookie: x=y", "evil.example", "", "/ä", "http:evil.example",
  ])
  func nobodyIsSentToAnotherSite(next: String) async throws {
    try await RunningService.play { service in
      let offer = try await service.database.sessions.offerSignIn()
      let reply = try await Browser(service).post("/signin", ["token": offer.key.text, "next": next])
      #expect(reply.status == 303 && reply.headers["location"] == "/", "\(next)")
      #expect(reply.headers["set-cookie"]?.contains("x=y") == false)
    }
  }

  @Test func onHTTPSTheCookieIsOfThisHostAloneAndOnlyEncrypted() throws {
    let url = try #require(PublicURL("https://headway.example"))
    #expect(SessionCookie(of: url).name == "__Host-headway")
    #expect("\(SessionCookie(of: url).clearing)".contains("Secure"))
  }
}

extension Browser {
  static func ofAgency(_ service: RunningService) async throws -> Browser {
    let browser = Browser(service)
    let offer = try await service.database.sessions.offerSignIn()
    _ = try await browser.post("/signin", ["token": offer.key.text])
    return browser
  }

  enum Identity: Equatable { case nobody, agency, client }

  /// As the service sees it: only who is signed in has something to sign out of, and only the agency is sent home from
  /// the page of signing in.
  func whoAmI(_ service: RunningService) async throws -> Identity {
    if try await get("/signout").status == 303 { return .nobody }
    return try await get("/signin").status == 303 ? .agency : .client
  }
}

extension TestDatabase {
  /// Statements without an answer, as the superuser.
  func run(_ text: String) async throws {
    let connection = try await Connection.open(conninfo)
    try await connection.simple(text)
    await connection.close()
  }
}
