import HTTPTypes
import Hummingbird
import HummingbirdCore
import MigratedDatabase
import NIOCore
import Store
import TestSupport
import Testing

@testable import Service

/// Nobody changes anything from another site: every form goes through one gate.
@Suite struct FormTests {
  @Test func aFormWithoutItsTokenChangesNothing() async throws {
    try await RunningService.play { service in
      let (victim, attacker) = (try await Browser.ofAgency(service), try await Browser.ofAgency(service))
      let foreign = try #require(try await attacker.get("/signout").formToken)
      let own = try #require(try await victim.get("/signout").formToken)
      for token in ["", "x", foreign, String(own.dropLast()), own + "A", own.lowercased()] {
        let reply = try await victim.post("/signout", ["form_token": token])
        #expect(reply.status == 403, "\(token)")
        #expect(try await victim.whoAmI(service) == .agency)
      }
      #expect(try await victim.post("/signout").status == 403)
      #expect(try await victim.post("/signout", ["form_token": own]).status == 303)
    }
  }

  @Test(arguments: [
    ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["origin": "https://evil.example"],
    ["origin": "null"], ["origin": "http://127.0.0.1:1"], ["origin": "null", "sec-fetch-site": ""],
    ["origin": "file://"], ["origin": "https://evil.example", "sec-fetch-site": "same-origin"],
  ])
  func aFormOfAnotherSiteChangesNothing(headers: [String: String]) async throws {
    try await RunningService.play { service in
      let victim = try await Browser.ofAgency(service)
      let token = try #require(try await victim.get("/signout").formToken)
      #expect(try await victim.post("/signout", ["form_token": token], headers: headers).status == 403)
      // Nobody is signed in from another site either.
      let offer = try await service.database.sessions.offerSignIn()
      #expect(try await Browser(service).post("/signin", ["token": offer.key.text], headers: headers).status == 403)
      #expect(try await Browser(service).post("/signin", ["token": offer.key.text]).status == 303)
    }
  }

  @Test(arguments: ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
  func whatIsNoFormChangesNothing(type: String) async throws {
    try await RunningService.play { service in
      let victim = try await Browser.ofAgency(service)
      let token = try #require(try await victim.get("/signout").formToken)
      let reply = try await victim.post("/signout", ["form_token": token], headers: ["content-type": type])
      #expect(reply.status == 415)
      #expect(try await victim.whoAmI(service) == .agency)
    }
  }

  @Test func aFormOfAMegabyteIsNone() async throws {
    try await RunningService.play { service in
      let reply = try await Browser(service).post("/signin", ["token": String(repeating: "x", count: 1 << 20)])
      #expect(reply.status == 415)
    }
  }

  /// No GET changes anything: it can come from any picture on any site.
  @Test func lookingSignsNobodyOut() async throws {
    try await RunningService.play { service in
      let browser = try await Browser.ofAgency(service)
      for path in ["/signout", "/signout?form_token=x", "/signin"] { _ = try await browser.get(path) }
      #expect(try await browser.whoAmI(service) == .agency)
    }
  }

  @Test func aSilentDatabaseMakesNobodyASomebody() async throws {
    try await RunningService.play { service in
      let browser = try await Browser.ofAgency(service)
      await service.database.close()
      let fresh = Browser(service)
      #expect(try await fresh.get("/signin").status == 200, "who has no cookie asks no database")
      let reply = try await fresh.post("/signin", ["token": AccessKey.random(.signIn).text])
      #expect(reply.status == 503 && reply.headers["retry-after"] != nil)
      _ = browser
    }
  }
}

@Suite struct AddressTests {
  @Test(arguments: [
    ("https://Headway.Example", "https://headway.example"), ("http://a:8080/", "http://a:8080"),
    ("https://a:443", "https://a"), ("http://a:80", "http://a"), ("http://[::1]:8080", "http://[::1]:8080"),
  ])
  func anAddressIsReadAsABrowserShowsIt(text: String, shown: String) {
    #expect(PublicURL(text)?.description == shown)
  }

  @Test(arguments: ["", "a", "ftp://a", "https://", "https://a/b", "https://u@a", "https://a?b", "https://a b", "null"])
  func anythingElseIsNone(text: String) {
    #expect(PublicURL(text) == nil)
  }

  @Test(arguments: ["/", "/clients/acme?grain=week#x", "/a//b"])
  func aPathOfThisSiteIsOne(text: String) {
    #expect(LocalPath(text)?.text == text)
  }

  @Test func aFormIsReadAsBrowsersWriteIt() {
    let form = WebForm("a=1&b=x+y%26z&a=2&c&d=&=e&%zz=1&f=%zz&g=%C3%BC")
    #expect(form["a"] == "1" && form["b"] == "x y&z" && form["c"] == "" && form["d"] == "")
    #expect(form["f"] == nil && form["g"] == "ü" && form["h"] == nil)
  }

  /// A proxy may tell us another host than the one that people see; then the public address counts.
  @Test func ourOwnPagesAreKnownBehindAProxyToo() throws {
    let site = SameSite(url: try #require(PublicURL("https://headway.example")))
    #expect(site.allows([.origin: "https://headway.example"], authority: "10.0.0.7:8080"))
    #expect(site.allows([.origin: "http://10.0.0.7:8080"], authority: "10.0.0.7:8080"))
    #expect(!site.allows([.origin: "https://evil.example"], authority: "10.0.0.7:8080"))
    #expect(!site.allows([.origin: "https://evil.example"], authority: nil))
    #expect(site.allows([:], authority: "anything"))
  }
}

extension Browser {
  /// As a middleware sees it.
  func request(_ path: String) -> Request {
    var head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1", path: path)
    head.headerFields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
  }
}
