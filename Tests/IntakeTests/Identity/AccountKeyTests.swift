import Testing

@testable import Intake

@Suite("The company of a row")
struct AccountKeyTests {
  @Test(
    arguments: [
      ("WWW.Acme.com", nil, nil, "acme.com"), ("https://www.acme.com/about?x#y", nil, nil, "acme.com"),
      ("acme.com:8080/", "j@other.com", "Other", "acme.com"), ("gmail.com", "j@other.com", nil, "gmail.com"),
      ("n/a", "Jane@ACME.com", nil, "acme.com"), (nil, "j@www.acme.com", nil, "acme.com"),
      (nil, "info@acme.com", "X", "acme.com"), (nil, "j@gmail.com", " Acme Inc ", "acme inc"),
      (nil, "j@GoogleMail.com", "Self-Employed", nil), (nil, nil, "N/A", nil), (nil, nil, "Freelance", nil),
      (nil, nil, "  ", nil), (nil, "no address", "\u{C4}RZTE GmbH", "\u{E4}rzte gmbh"), (nil, nil, nil, nil),
    ] as [(String?, String?, String?, String?)])
  func domainThenMailThenName(_ domain: String?, _ email: String?, _ company: String?, _ key: String?) {
    #expect(AccountKey.of(domain: domain, email: email, company: company) == key)
  }

  @Test func theListsHoldWhatTheMetricsName() {
    #expect(
      WordLists.roleMailboxes.isSuperset(of: [
        "info", "sales", "office", "contact", "hello", "support", "admin", "noreply", "no-reply",
      ]))
    #expect(WordLists.placeholders.isSuperset(of: ["n/a", "na", "null", "none", "unknown", "-", "anonymous"]))
    #expect(
      WordLists.companyStops.isSuperset(of: [
        "self-employed", "freelance", "n/a", "none", "unknown", "-", "student", "retired",
      ]))
    #expect(FreeMailDomains.all.count > 400)
    for list in [WordLists.roleMailboxes, WordLists.placeholders, WordLists.companyStops, FreeMailDomains.all] {
      #expect(list.allSatisfy { $0 == $0.lowercased() })
    }
  }
}
