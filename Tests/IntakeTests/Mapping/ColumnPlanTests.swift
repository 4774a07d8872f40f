import Definitions
import Engine
import Testing

@testable import Intake

@Suite("Columns and maps")
struct ColumnPlanTests {
  @Test func aMapNamesSourcesZonesConstantsAndFormats() throws {
    let file = try ReadLeads(
      "mql_id,first_contact_date,origin,landing_page_id\nabc,2018-02-01 22:30,social,p1\n",
      map: """
        external_id: mql_id
        created_at: { from: first_contact_date, zone: UTC }
        mql_at: { from: first_contact_date, zone: UTC }
        channel: origin
        stage: { const: mql }
        account.country: { const: BR }
        """)
    #expect(file.keyrings == [["external_id:abc"]])
    #expect(file.rows[0].createdAt?.description == "2018-02-01T22:30:00Z")
    #expect(file.rows[0].stageDates.keys.sorted { $0.rawValue < $1.rawValue } == [.mql])
    #expect(file.rows[0].channel == "social" && file.rows[0].stage == .mql)
    #expect(file.attributes(0) == #"{"external_id":"abc","landing_page_id":"p1"}"#)
  }

  @Test func alternativesGiveTheFirstThatIsNotEmpty() throws {
    let file = try ReadLeads(
      "id,Work Email,Home Email\n1,,h@x.de\n2,w@x.de,h@x.de\n",
      map: "external_id: id\nemail: [Work Email, Other Email, Home Email]\n")
    #expect(file.keyrings == [["external_id:1", "email:h@x.de"], ["external_id:2", "email:w@x.de"]])
    #expect(file.attributes(1) == #"{"email":"w@x.de","external_id":"2"}"#)
  }

  @Test func aColumnWhoseNameTheMapHasTakenIsLeftOutAndNamed() throws {
    let file = try ReadLeads("email,Work Email\na@x.de,w@x.de\n", map: "email: Work Email\n")
    #expect(file.keyrings == [["email:w@x.de"]])
    #expect(file.notes == ["column \u{201C}email\u{201D} is left out: email comes from another column"])
  }

  @Test(
    arguments: [
      (
        FileKind.leads, "name,phone\n", nil,
        ["line 1: it has none of the columns external_id, email, linkedin", "name, phone"]
      ),
      (.leads, "emial,name\n", nil, ["Did you mean email by \u{201C}emial\u{201D}?"]),
      (.events, "email,type,date\n", nil, ["it has no column occurred_at", "Its columns are: email, type, date"]),
      (
        .events, "email,type,ts\n", "ocurred_at: ts\n",
        ["Did you mean occurred_at by \u{201C}ocurred_at\u{201D} in the map?"]
      ),
      (
        .leads, "Record ID,First Name,Lifecycle Stage,Create Date,E-post\n", nil,
        ["export of hubspot: try --map hubspot"]
      ),
      (
        .leads, "mail,name\n", "email: maill\n",
        ["map.yaml:1:8", "t.csv has no column `maill`", "did you mean `mail`?", "mail, name"]
      ),
      (.leads, "mail\n", "email: { form: mail }\n", ["map.yaml:1:10", "`form` is not a key", "did you mean `from`?"]),
      (.leads, "mail\n", "email: { zone: UTC }\n", ["needs `from: COLUMN` or `const: VALUE`"]),
      (
        .leads, "mail,c\n", "email: mail\ncreated_at: { from: c, format: dd.QQ }\n",
        ["\u{201C}QQ\u{201D} is unknown in a time format"]
      ),
      (.leads, "mail,c\n", "email: mail\ncreated_at: { from: c, zone: Berlin }\n", ["`Berlin` is not a time zone"]),
      (.leads, "mail\n", "preset: hubspt\n", ["`hubspt` is not known here", "did you mean `hubspot`?"]),
      (
        .deals, "id,mail,st\n", "deal_id: id\nemail: mail\nstatsu: st\n",
        ["`statsu` is not a column of a deals file", "did you mean `status`?"]
      ),
      (
        .leads, "email,Job Title?,job_title\n", nil,
        ["\u{201C}Job Title?\u{201D} and \u{201C}job_title\u{201D} would both be called job_title"]
      ),
      (.leads, "email,a,a.b\n", nil, ["would both be called a"]),
    ] as [(FileKind, String, String?, [String])])
  func whatDoesNotFitIsSaidWithWhatWasProbablyMeant(
    _ kind: FileKind, _ header: String, _ map: String?, _ parts: [String]
  ) {
    let fault = planFault(kind, header, map: map)
    for part in parts { #expect(fault.contains(part), "\(fault)") }
  }

  @Test(arguments: [
    ("Industry", ["Industry"]), ("Number of Employees", ["number_of_employees"]), ("State/Region", ["state_region"]),
    ("a.b", ["a", "b"]), ("Approx. revenue", ["approx_revenue"]), ("a..b", ["a_b"]), ("???", ["column"]),
    ("2024", ["2024"]),
    ("Stra\u{DF}e", ["stra\u{DF}e"]), ("Person - Name", ["person_name"]),
  ])
  func aColumnIsReadUnderANameThatAnExpressionCanWrite(_ name: String, _ path: [String]) {
    #expect(ColumnName.path(name) == path)
  }

  @Test func caseSpacesAndAsterisksMakeNoDifference() {
    for name in ["External ID", "external_id", "EXTERNAL-ID", " External  Id* "] {
      #expect(ColumnName.folded(CSVHeader.clean(name)) == "external_id")
    }
  }
}
