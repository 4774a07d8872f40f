import Testing

@testable import Intake

@Suite struct EventNameTests {
  @Test(arguments: [
    ("Demo Requested", "demo_requested"), ("DemoRequested", "demo_requested"), ("demo-requested", "demo_requested"),
    ("$demo_requested", "demo_requested"), ("  Demo   Requested! ", "demo_requested"), ("PDFViewed", "pdf_viewed"),
    ("PDF Viewed", "pdf_viewed"), ("viewedPDF", "viewed_pdf"), ("step2Done", "step2_done"), ("URL", "url"),
    ("Größe Geändert", "größe_geändert"), ("demo_requested", "demo_requested"), ("v2", "v2"),
  ])
  func anEventIsCalledByLowerCaseWords(written: String, name: String) {
    #expect(EventName.normal(written) == name)
    #expect(EventName.normal(name) == name, "once more changes nothing")
  }

  @Test(arguments: ["", "  ", "!?", "___"])
  func withoutALetterOrADigitThereIsNoName(written: String) {
    #expect(EventName.normal(written) == nil)
  }
}
