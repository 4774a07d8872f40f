import Definitions
import Engine
import Foundation
import Intake
import LibPQ
import Store
import TestSupport
import Testing
import Workers

@testable import Service

@Suite struct DashboardTests {
  private static func play(_ body: @escaping @Sendable (RunningService) async throws -> Void) async throws {
    try await RunningService.play(settings: { $0.pagesDay = ShownClient.today }, body)
  }

  /// Every page of a client, as paths below it.
  private static let pages = [
    "", "?grain=week", "?period=2026-05", "/momentum", "/leads/1", "/definition", "/alerts", "/periods/2026-05",
  ]

  // MARK: Who sees what

  @Test func nobodyIsSentToSignInAndBackToThePage() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      for page in Self.pages.map({ "/clients/acme" + $0 }) + ["/clients/nobody"] {
        let reply = try await Browser(service).get(page)
        #expect(reply.status == 303 && reply.body.isEmpty, "\(page)")
        let back = try #require(reply.headers["location"])
        #expect(back.hasPrefix("/signin?next="))
        #expect(back.dropFirst("/signin?next=".count).removingPercentEncoding == page)
      }
      #expect(try await Browser(service).get("/").headers["location"] == "/signin")
      let notice = try await Browser(service).get("/signin")
      #expect(notice.status == 200 && Shape(notice.body).faults.isEmpty, "in the same dress")
    }
  }

  @Test func whoHasComeInCanLeave() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      for viewer in ["agency", "acme"] {
        #expect(try await service.page("/clients/acme", as: viewer).body.contains(#"<a href="/signout">Sign out</a>"#))
        let leaving = try await service.page("/signout", as: viewer)
        #expect(leaving.formToken != nil && leaving.body.contains("<button>Sign out</button>"))
        #expect(Shape(leaving.body).faults.isEmpty)
      }
    }
  }

  @Test func aClientSeesItsOwnPagesAndNoSignOfOthers() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      _ = try await ShownClient.make("rival", name: "Rival Ltd", leads: nil, events: nil, in: service.database)
      for page in Self.pages {
        let own = try await service.page("/clients/acme" + page, as: "acme")
        #expect(own.status == 200, "\(page)")
        #expect(!own.body.contains("Rival"), "\(page)")
        #expect(!own.body.contains(#"aria-label="Agency""#), "\(page)")
        #expect(!own.body.contains("headway "), "no command of the agency's: \(page)")
        let other = try await service.page("/clients/rival" + page, as: "acme")
        let nowhere = try await service.page("/clients/nobody" + page, as: "acme")
        #expect(other.status == 404)
        #expect(other.body == nowhere.body, "one that is there reads like one that is not")
      }
      let home = try await service.page("/", as: "acme")
      #expect(home.body.contains("<h1><bdi>Acme</bdi></h1>"))
      #expect(try await service.page("/?sort=name", as: "acme").body.contains("Rival") == false)
    }
  }

  @Test func theAgencySeesAllClientsAndNoLeadAmongThem() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      _ = try await ShownClient.make(
        "rival", name: "Rival Ltd", definition: nil, leads: nil, events: nil, in: service.database)
      let page = try await service.page("/")
      #expect(page.status == 200)
      #expect(page.body.contains(#"<a href="/clients/acme"><bdi>Acme</bdi></a>"#))
      #expect(page.body.contains(#"<a href="/clients/rival"><bdi>Rival Ltd</bdi></a>"#))
      #expect(page.body.contains("2 clients, May 2026"))
      #expect(!page.body.contains("north.example"))
      let byName = try await service.page("/?sort=name").body
      #expect(byName.contains(#"<a href="/?sort=name" aria-current="true">Name</a>"#))
    }
  }

  // MARK: What a page is

  @Test func everyPageMayDoNothingButBeRead() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      for page in ["/"] + Self.pages.map({ "/clients/acme" + $0 }) + ["/nowhere", "/clients/nobody"] {
        let reply = try await service.page(page)
        #expect(reply.headers["content-type"] == "text/html; charset=utf-8")
        let policy = try #require(reply.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; img-src 'self' data:;"), "\(page)")
        #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(reply.headers["x-content-type-options"] == "nosniff")
        #expect(reply.headers["referrer-policy"] == "same-origin")
        #expect(reply.headers["cache-control"] == "no-store")
        let shape = Shape(reply.body)
        #expect(shape.faults.isEmpty, "\(page): \(shape.faults)")
      }
    }
  }

  @Test func theStylesheetIsKeptForEverUnderANameOfItsOwn() async throws {
    try await Self.play { service in
      let page = try await service.page("/")
      let href = try #require(page.body.firstMatch(of: /href="(\/assets\/headway-[0-9a-f]{10}\.css)"/)?.output.1)
      let style = try await service.get(String(href))
      #expect(style.status == 200)
      #expect(style.headers["content-type"] == "text/css; charset=utf-8")
      #expect(style.headers["cache-control"] == "public, max-age=31536000, immutable")
      #expect(style.body == Stylesheet.text)
      #expect(try await service.get("/assets/mark.svg").headers["content-type"] == "image/svg+xml")
    }
  }

  @Test func whatPeopleAreCalledIsTextAndNeverMarkup() async throws {
    // The accents make one character of each sign and the accent, which is no sign any more to whoever
    // goes by characters; a browser goes by scalars.
    let hostile = "<script>x</script>\u{301}\"\u{301} onfocus=y <\u{338}img src=z> ${{7*7}} canary"
    try await Self.play { service in
      let leads = ShownClient.leads.replacing("Eva,", with: "\"\(hostile.replacing("\"", with: "\"\""))\",")
        .replacing("VP,east.example", with: "<b>VP</b>,east.example")
      let client = try await ShownClient.make(name: hostile, leads: leads, in: service.database)
      try await client.define(ShownClient.definition.replacing("name: engaged", with: "name: \"<i>canary\""))
      try await client.take(
        .events, "external_id,type,occurred_at\n5,\"<u>canary</u>\",2026-06-09T13:00:00Z\n")
      var found = 0
      for page in ["/"] + Self.pages.map({ "/clients/acme" + $0 }) + [
        "/clients/acme/leads/5", "/clients/acme/definition?version=2&against=1",
      ] {
        let body = try await service.page(page).body
        let scalars = String.UnicodeScalarView(body.unicodeScalars)
        for markup in ["<script", "</script", "<img src=z", "<b>", "<i>", "<u>", "onfocus=y\"", "canary>"] {
          let isThere = body.contains(markup)
          #expect(!isThere, "\(page): \(markup)")
        }
        // No quote or bracket of the name is left as one.
        for accent in ["\u{301}", "\u{338}"] {
          let mark = Unicode.Scalar(accent)
          for (before, scalar) in zip(scalars, scalars.dropFirst()) where scalar == mark {
            #expect(!["<", ">", "\"", "'"].contains(String(before)), "\(page)")
          }
        }
        if body.contains("canary") { found += 1 }
      }
      #expect(found >= 8, "the names do stand on the pages")
    }
  }

  // MARK: What a page says

  @Test func theClientsPageSaysInWordsWhatColoursAndShapesSay() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      let body = try await service.page("/clients/acme").body.plain
      #expect(body.contains("Lead velocity rate, May 2026 +25.0 %"))
      #expect(body.contains("Low base: fewer than 20 leads to compare with"))
      #expect(body.contains("includes 0: could be chance"))
      #expect(body.contains("within target 20–40 %"))
      #expect(body.contains("June 2026 is in progress: counted through 2026-06-10"))
      #expect(body.contains("March 2026 is the first period"))
      #expect(body.contains("4 qualified leads at the start, 5 were there at the end: +25.0 %"))
    }
  }

  @Test func theChannelsPointsAddUpToTheRate() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      let body = try await service.page("/clients/acme?period=2026-05").body
      let table = try #require(body.firstMatch(of: /<caption[^>]*>Channels of May 2026[\s\S]*?<\/table>/)?.output)
      let points = table.matches(of: /data-title="Adds, points">([^<]*)</)
        .compactMap { Double($0.output.1.replacing("\u{2212}", with: "-").replacing("+", with: "")) }
      #expect(points.count == 4, "three channels and all of them")
      #expect(abs(points.dropLast().reduce(0, +) - (points.last ?? 0)) < 0.11)
      #expect(points.last == 25)
    }
  }

  @Test func aPeriodIsTakenApartAndItsLeadsAreExplained() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      let body = try await service.page("/clients/acme/periods/2026-05").body.plain
      #expect(body.contains("Entered 2 leads"))
      #expect(body.contains("Left, disqualified 1 lead"))
      #expect(body.contains("Dov Stein"))
      #expect(body.contains("stage mql → disqualified"))
    }
  }

  @Test func theMomentumPageSaysWhomToCallAndWhy() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      let body = try await service.page("/clients/acme/momentum").body.plain
      #expect(body.contains("6 leads that ever engaged"))
      #expect(body.contains("Fay Moe"))
      #expect(body.contains("Momentum 16: Gains points (44), engages more often, goes deeper; last engaged 2026-06-09"))
      #expect(body.contains("What momentum is good for"))
    }
  }

  @Test func aLeadsPageTellsItsStory() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      let reply = try await service.page("/clients/acme/leads/5")
      let body = reply.body.plain
      #expect(body.contains("Eva Moe"))
      #expect(body.contains("Qualified Since 2026-05-06: intent: demo_request 10:00"))
      #expect(body.contains("Entered on 2026-05-06"))
      #expect(body.contains("11:30 demo_request +20 points, hand-raise"))
      #expect(body.contains("email_sent we reached out"))
      #expect(body.contains("stage → mql mql_at in"))
      #expect(body.contains("What happened 5 events on 6 days, the newest first"))
      // The newest first.
      let days = reply.body.matches(of: /<time datetime="([0-9-]+)">/).map { String($0.output.1) }
      #expect(days == days.sorted(by: >) && days.count == 6)
    }
  }

  @Test func versionsOfTheDefinitionAreComparedLineByLine() async throws {
    try await Self.play { service in
      let client = try await ShownClient.make(in: service.database)
      try await client.define(ShownClient.definition.replacing("idle: 60", with: "idle: 45"))
      let body = try await service.page("/clients/acme/definition?version=2&against=1").body
      #expect(body.contains("1 line gone, 1 new."))
      #expect(body.contains(#"<tr class="removed">"#) && body.contains(#"<tr class="added">"#))
      #expect(body.plain.contains("decay: { idle: 45 }"))
      #expect(try await service.page("/clients/acme/definition?version=3").status == 404)
      #expect(try await service.page("/clients/acme/definition?version=x").status == 404)
    }
  }

  @Test func aPublishedMonthStandsBesideWhatIsSoNow() async throws {
    try await Self.play { service in
      let client = try await ShownClient.make(in: service.database)
      let may = try #require(Period(name: "2026-05"))
      _ = try await Publication(service.database, tenant: client.tenant).close(may)
      let same = try await service.page("/clients/acme?period=2026-05").body.plain
      #expect(same.contains("and nothing has changed since"))
      try await client.take(
        .leads, "external_id,email,channel,created_at,mql_at\n7,gus@late.example,inbound,2026-05-10,2026-05-11\n")
      try await client.take(.events, "external_id,type,occurred_at\n7,demo_request,2026-05-12T10:00:00Z\n")
      let other = try await service.page("/clients/acme?period=2026-05").body.plain
      #expect(other.contains("it reads otherwise now: published as 25.0 %, now 50.0 %; a lead has another part in it"))
      #expect(other.contains("gus@late.example"))
    }
  }

  // MARK: What is not there

  @Test func whatIsNotThereIsSaidInThePagesDress() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      for path in [
        "/nowhere", "/clients", "/clients/acme/leads", "/clients/acme/nowhere", "/assets/nothing.css",
        "/clients/nobody", "/clients/acme?period=1999-01", "/clients/acme?period=soon",
        "/clients/acme/periods/x", "/clients/acme/leads/0", "/clients/acme/leads/99", "/clients/acme/leads/x",
        "/clients/acme/leads/99999999999999999999",
      ] {
        let reply = try await service.page(path)
        #expect(reply.status == 404, "\(path)")
        let isDressed = reply.body.contains("<h1>There ") && reply.body.contains(#"<a class="brand" href="/">"#)
        #expect(isDressed, "\(path)")
      }
      let program = try await service.page("/api/v1/nothing")
      #expect(program.status == 404 && !program.body.contains("<html"), "programs are not answered by pages")
    }
  }

  @Test func aClientWithoutFiguresSaysWhatIsMissing() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(definition: nil, leads: nil, events: nil, in: service.database)
      #expect(try await service.page("/clients/acme").body.contains("headway definition set acme FILE"))
      let own = try await service.page("/clients/acme", as: "acme").body
      #expect(own.contains("nothing to count") && !own.contains("headway definition"))
      _ = try await ShownClient.make("bare", leads: nil, events: nil, in: service.database)
      for page in ["", "/momentum", "/definition", "/alerts"] {
        let reply = try await service.page("/clients/bare" + page)
        #expect(reply.status == 200)
        #expect(Shape(reply.body).faults.isEmpty)
      }
    }
  }

  @Test func aSuspendedClientIsShownToNobody() async throws {
    try await Self.play { service in
      let client = try await ShownClient.make(in: service.database)
      try await service.database.tenants.suspend(client.tenant)
      let reply = try await service.page("/clients/acme")
      #expect(reply.status == 403)
      #expect(!reply.body.contains("velocity rate") && reply.body.contains("headway tenant resume"))
      let own = try await service.page("/clients/acme", as: "acme").body
      #expect(own.contains("<h1>Sign in</h1>"), "its link lets nobody in")
    }
  }

  @Test func withoutADatabaseThePageSaysToComeBack() async throws {
    try await Self.play { service in
      _ = try await ShownClient.make(in: service.database)
      _ = try await service.page("/")
      await service.database.close()
      let reply = try await service.page("/")
      #expect(reply.status == 503)
      #expect(reply.headers["retry-after"] != nil)
      #expect(reply.body.contains("Back in a moment") || reply.body.contains("Not now"))
      #expect(Shape(reply.body).faults.isEmpty)
      #expect(!reply.body.contains("headway_"), "no login, no host")
    }
  }

  @Test func whatASinkAnsweredIsForTheAgencyAlone() async throws {
    try await Self.play { service in
      let client = try await ShownClient.make(in: service.database)
      let target = SinkTarget.webhook(try WebAddress("https://crm.example/a/secret-path"), secrets: [])
      _ = try await service.database.sinks(of: client.tenant.id).set([SinkPlan(name: "crm", target: target)])
      let administrator = try await Connection.open(service.place.conninfo)
      try await administrator.simple(
        """
        update core.sink set disabled = '410 from inner-host' where tenant_id = \(client.tenant.id.rawValue)
        """)
      await administrator.close()
      let agency = try await service.page("/clients/acme/alerts").body
      let own = try await service.page("/clients/acme/alerts", as: "acme").body
      #expect(agency.contains("410 from inner-host") && !own.contains("inner-host"))
      #expect(agency.contains("https://crm.example") && !agency.contains("secret-path"))
      #expect(own.plain.contains("Nothing was told yet"))
    }
  }
}
