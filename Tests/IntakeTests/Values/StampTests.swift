import Chance
import Engine
import Testing

@testable import Intake

@Suite("Times as they are written")
struct StampTests {
  @Test(arguments: [
    ("2026-10-31", "2026-10-31"),
    ("2026-10-31T09:30", "2026-10-31T09:30:00"),
    ("2026-10-31 09:30:15", "2026-10-31T09:30:15"),
    ("2020-12-30 3:15:52", "2020-12-30T03:15:52"),
    ("2020-07-09 15:26:58.430", "2020-07-09T15:26:58.430000"),
    ("2026-10-31t09:30:15.123456789z", "2026-10-31T09:30:15.123456Z"),
    ("2026-10-31T09:30:00,5Z", "2026-10-31T09:30:00.500000Z"),
    ("2023-11-11 08:18:16.519000 UTC", "2023-11-11T08:18:16.519000Z"),
    ("2026-10-31T09:30:00+02:00", "2026-10-31T07:30:00Z"),
    ("2026-10-31T09:30:00+0530", "2026-10-31T04:00:00Z"),
    ("2026-10-31T09:30:00-03", "2026-10-31T12:30:00Z"),
    ("2026-10-31 09:30:00 -03:30", "2026-10-31T13:00:00Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ("2024-02-29T24:00:00", "2024-03-01T00:00:00"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("  2026-10-31 ", "2026-10-31"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
  ])
  func isoIsReadAsPeopleWriteIt(_ text: String, _ stamp: String) throws {
    #expect(try StampReader.iso.read(text).description == stamp)
  }

  @Test(arguments: [
    ("", "is not a time as expected"), ("yesterday", "is not a time as expected"),
    ("31/12/2012", "is not a time as expected"), ("20140102", "is not a time as expected"),
    ("2026-10-31T", "is not a time as expected"), ("2026-10-31T09", "is not a time as expected"),
    ("2026-10-31T09:30:00Z and more", "is not a time as expected"), ("2026-10-31Z", "is not a time as expected"),
    ("2026-10-31T09:30:00.", "is not a time as expected"), ("2026-10-31T09:30:00+2", "is not a time as expected"),
    ("2026-02-29", "names a date that does not exist"), ("2026-13-01", "names a date that does not exist"),
    ("0000-01-01", "names a date that does not exist"),
    ("2026-10-31T25:00", "names a time of day that does not exist"),
    ("2026-10-31T24:00:01", "names a time of day that does not exist"),
    ("2026-10-31T09:61", "names a time of day that does not exist"),
    ("2026-10-31T09:30:00+23:00", "has an offset from UTC that does not exist"),
  ])
  func whatIsNoTimeSaysWhy(_ text: String, _ part: String) {
    do throws(StampFault) {
      Issue.record("read as \(try StampReader.iso.read(text))")
    } catch {
      #expect(error.description.hasPrefix(part), "\(error)")
    }
  }

  @Test(arguments: [
    ("dd/MM/yyyy HH:mm", "31/12/2012 09:05", "2012-12-31T09:05:00"),
    ("dd/MM/yyyy", "1/2/2014", "2014-02-01"),
    ("MM/dd/yyyy", "01/02/2014", "2014-01-02"),
    ("M/d/yyyy h:mm a", "3/15/2024 2:30 PM", "2024-03-15T14:30:00"),
    ("M/d/yyyy h:mm a", "3/15/2024 12:05\u{202F}am", "2024-03-15T00:05:00"),
    ("yyyyMMdd", "20140102", "2014-01-02"),
    ("yyyyMMddHHmmss", "20140102030405", "2014-01-02T03:04:05"),
    ("d.M.yy", "3.4.26", "2026-04-03"),
    ("d.M.yy", "3.4.69", "1969-04-03"),
    ("MMM d, yyyy", "Mar 5, 2024", "2024-03-05"),
    ("d MMMM yyyy", "5 march 2024", "2024-03-05"),
    ("yyyy-MM-dd'T'HH:mm:ss.SZ", "2024-03-12T09:14:00.000+0000", "2024-03-12T09:14:00Z"),
    ("epoch_seconds", "1583866800", "2020-03-10T19:00:00Z"),
    ("epoch_millis", "1583866800123", "2020-03-10T19:00:00.123000Z"),
    ("epoch_millis", "1.5838668E+12", "2020-03-10T19:00:00Z"),
    ("iso", "2024-03-05", "2024-03-05"),
  ])
  func aMapMayNameTheFormat(_ format: String, _ text: String, _ stamp: String) throws {
    #expect(try StampReader(formats: [StampFormat(format)]).read(text).description == stamp)
  }

  @Test func formatsAreTriedInOrderAndTheMostTellingRefusalIsShown() throws {
    let reader = StampReader(formats: [.iso, try StampFormat("M/d/yyyy")])
    #expect(try reader.read("2024-03-05") == reader.read("3/5/2024"))
    #expect(throws: StampFault.noSuchDate) { try reader.read("13/5/2024") }
    #expect(throws: StampFault.noSuchDate) { try reader.read("2024-02-30") }
    #expect(throws: StampFault.unreadable(expected: "iso or M/d/yyyy")) { try reader.read("soon") }
  }

  @Test(arguments: [
    ("dd/MM/yyy", "\u{201C}yyy\u{201D} is unknown"), ("HH:mm", "lacks a year"),
    ("dd/MM/yyyy Q", "\u{201C}Q\u{201D} is unknown"),
  ])
  func aFormatThatCannotBeIsRefused(_ format: String, _ part: String) {
    do throws(StampFormatFault) {
      _ = try StampFormat(format)
      Issue.record("\(format) was taken")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test func aColumnsZoneTurnsAWallClockIntoAnInstantAndLeavesTheRest() throws {
    let berlin = try #require(Zone(iana: "Europe/Berlin"))
    let reader = StampReader(zone: berlin)
    #expect(try reader.read("2026-07-01 12:00").description == "2026-07-01T10:00:00Z")
    #expect(try reader.read("2026-07-01T12:00:00Z").description == "2026-07-01T12:00:00Z")
    #expect(try reader.read("2026-07-01").description == "2026-07-01")
  }

  @Test func whatAStampSaysReadsBackAsTheSameStamp() throws {
    let seed: UInt64 = 7
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let micros = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random)
      for stamp in [Stamp.instant(micros), .local(micros)] {
        #expect(try StampReader.iso.read(stamp.description) == stamp, "seed \(seed)")
      }
    }
  }

  @Test func noTextMakesAReaderTrap() throws {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    let alphabet = Array("0123456789-:/TZ+., aApPmMUTC\u{202F}\u{E9}")
    let formats = try ["iso", "d/M/yyyy h:mm a", "epoch_millis", "MMM d, yyyy"].map { try StampFormat($0) }
    for _ in 0..<3000 {
      let text = String((0..<Int.random(in: 0...24, using: &random)).map { _ in random.pick(alphabet) })
      _ = try? StampReader(formats: formats, zone: .utc).read(text)
    }
  }
}
