import Service
import Testing

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1:8080", "http://127.0.0.1:8080"), (":80", "0.0.0.0:80", "http://127.0.0.1:80"),
    ("[::1]:9000", "[::1]:9000", "http://[::1]:9000"), ("box:0", "box:0", "http://box:0"),
  ])
  func anAddressIsReadAndShownAsItIsWritten(text: String, shown: String, url: String) {
    #expect(ListenAddress(text)?.description == shown)
    #expect(ListenAddress(text)?.url == url)
  }

  @Test(arguments: ["", "8080", "host", "host:", "host:http", "host:70000", "host:-1", "::1:80", "a b:80"])
  func anythingElseIsNone(text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
