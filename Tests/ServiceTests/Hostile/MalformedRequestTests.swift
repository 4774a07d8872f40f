import Foundation
import TestSupport
import Testing

@testable import Service

/// What is no HTTP, or may be read as two different things by two who read it.
@Suite struct MalformedRequestTests {
  private static let message = #"{"messageId":"1","userId":"u","event":"x"}"#
  private static let start = "POST /v1/track?writeKey=acme HTTP/1.1\r\nHost: x\r\n"

  /// Headers of a message, wrong in one way; the body is a whole message.
  private static let headers = [
    "two lengths": "Content-Length: 4\r\nContent-Length: 42",
    "the same length twice": "Content-Length: 42\r\nContent-Length: 42",
    "two lengths in one": "Content-Length: 42, 42",
    "a length and chunks": "Content-Length: 42\r\nTransfer-Encoding: chunked",
    "chunks and a length": "Transfer-Encoding: chunked\r\nContent-Length: 42",
    "chunks of another kind": "Transfer-Encoding: xchunked",
    "chunks that are not the last coding": "Transfer-Encoding: chunked, identity",
    "a blank before the colon": "Content-Length : 42",
    "a negative length": "Content-Length: -1",
    "a length with a sign": "Content-Length: +42",
    "a length in sixteens": "Content-Length: 0x2a",
    "a length beyond 64 bits": "Content-Length: 99999999999999999999999",
    "a length and more": "Content-Length: 42 4",
    "a line that goes on": "X-Long: a\r\n b\r\nContent-Length: 42",
    "a name with a blank": "X Y: 1\r\nContent-Length: 42",
    "no name": ": 1\r\nContent-Length: 42",
    "no colon": "Content-Length\r\nX: 42",
    "a NUL": "X: a\0b\r\nContent-Length: 42",
    "a lone CR": "X: a\rContent-Length: 42",
    "a lone LF": "X: a\nContent-Length: 42",
    "two hosts": "Host: y\r\nContent-Length: 42",
  ]

  @Test func whatMayBeReadInTwoWaysIsReadInNone() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      for (name, lines) in Self.headers {
        let connection = try service.raw()
        let answer = await connection.ask("\(Self.start)\(lines)\r\n\r\n\(Self.message)")
        #expect(answer?.status == 400, "\(name): \(answer.map { "\($0)" } ?? "no answer")")
        // Of a coding that nobody knows, the body cannot be read.
        let code = name == "chunks of another kind" ? "invalid_body" : "malformed_request"
        #expect(answer?.body.contains("\"code\":\"\(code)\"") == true, "\(name)")
        #expect(await connection.rest() == "", "\(name): it hangs up, and says nothing else")
      }
      #expect(try await service.query("select from work.inbox", as: acme).isEmpty)
      try await service.isServing()
    }
  }

  @Test func aBodyThatIsFramedWronglyIsRefusedAndWhatFollowsIsNoRequest() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      let bodies = [
        "no length": "zz\r\n", "a negative length": "-1\r\n", "a length beyond 64 bits": "fffffffffffffffff\r\n",
        "a chunk longer than it says": "2\r\n\(Self.message)\r\n0\r\n\r\n", "a lone LF": "2a\n\(Self.message)\n0\n\n",
        "no line end behind a chunk": "2a\r\n\(Self.message)0\r\n\r\n",
        "a blank in the length": "2 a\r\n\(Self.message)\r\n0\r\n\r\n",
      ]
      let smuggled = "\(Self.start)Content-Length: 42\r\n\r\n\(Self.message)"
      for (name, body) in bodies {
        let connection = try service.raw()
        await connection.send("\(Self.start)Transfer-Encoding: chunked\r\n\r\n\(body)\(smuggled)")
        let answer = await connection.answer()
        #expect(answer?.status == 400, "\(name): \(answer.map { "\($0)" } ?? "no answer")")
        #expect(answer?.body.contains("\"code\":\"invalid_body\"") == true, "\(name)")
        #expect(await connection.rest() == "", "\(name)")
      }
      // Where nobody reads the body, its answer is the only one.
      let unread = try service.raw()
      await unread.send("GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\(smuggled)")
      let words = try #require(await unread.rest())
      #expect(words.components(separatedBy: "HTTP/1.1 ").count - 1 <= 1, "\(words)")
      #expect(try await service.query("select from work.inbox", as: acme).isEmpty)
      try await service.isServing()
    }
  }

  @Test func whatIsNoRequestIsRefusedAndTheConnectionEnds() async throws {
    try await RunningService.play { service in
      let requests: [String: (String, Set<Int>)] = [
        "HTTP/0.9": ("GET /healthz\r\n\r\n", [400, 505]),
        "HTTP/2 by word of mouth": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505]),
        "HTTP/3.1": ("GET /healthz HTTP/3.1\r\nHost: x\r\n\r\n", [400, 505]),
        "no version": ("GET /healthz HTTP\r\nHost: x\r\n\r\n", [400]),
        "an unknown method": ("HURRY /healthz HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
        "no method": ("/healthz HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
        "lone line feeds": ("GET /healthz HTTP/1.1\nHost: x\n\n", [400, 505]),
        "a line that is a blank": (" GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
        "a greeting of TLS": ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}\r\n\r\n", [400]),
        "the end in the middle of headers": ("GET /healthz HTTP/1.1\r\nHost:", [400]),
      ]
      for (name, (request, statuses)) in requests {
        let connection = try service.raw()
        await connection.send(request)
        if name.hasPrefix("the end") { connection.finish() }
        let answer = await connection.answer()
        #expect(answer.map { statuses.contains($0.status) } == true, "\(name): \(answer.map { "\($0)" } ?? "none")")
        #expect(await connection.rest() == "", "\(name)")
      }
      try await service.isServing()
    }
  }

  @Test func headersHaveALimitEachTogetherAndInNumber() async throws {
    try await RunningService.play { service in
      let long = String(repeating: "a", count: 1 << 20)
      let floods = [
        "one of a megabyte": "GET /healthz HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n",
        "thousands":
          "GET /healthz HTTP/1.1\r\nHost: x\r\n"
          + (0..<5_000).map { "X-\($0): a\r\n" }.joined() + "\r\n",
        "a name of a megabyte": "GET /healthz HTTP/1.1\r\nHost: x\r\n\(long): 1\r\n\r\n",
        "an address of a megabyte": "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n",
        "a query of a megabyte": "GET /healthz?\(long) HTTP/1.1\r\nHost: x\r\n\r\n",
        "forty that are large together":
          "GET /healthz HTTP/1.1\r\nHost: x\r\n"
          + (0..<40).map { "X-\($0): \(long.prefix(1_000))\r\n" }.joined() + "\r\n",
      ]
      for (name, flood) in floods {
        let connection = try service.raw()
        await connection.send(flood)
        let answer = await connection.answer()
        #expect(answer?.status == 431, "\(name): \(answer.map { "\($0)" } ?? "no answer")")
        #expect(answer?.body.contains("\"code\":\"headers_too_large\"") == true, "\(name)")
        #expect(await connection.isHungUp(), "\(name)")
      }
      // Trailers are headers too.
      let trailed = try service.raw()
      await trailed.send(
        "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
          + (0..<5_000).map { "X-\($0): a\r\n" }.joined() + "\r\n")
      #expect(await trailed.isHungUp())
      try await service.isServing()
    }
  }

  @Test func whatIsRightIsAnsweredHoweverItComes() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      // One behind the other without waiting: answered in that order.
      let pipelined = try service.raw()
      await pipelined.send(
        "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n\(Self.start)Content-Length: 42\r\n\r\n\(Self.message)"
          + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      var statuses: [Int] = []
      while let answer = await pipelined.answer() { statuses.append(answer.status) }
      #expect(statuses == [200, 200, 404, 200])

      // Byte by byte, in chunks, with a trailer.
      let chunked = try service.raw()
      let message = Self.message.replacing("\"1\"", with: "\"2\"")
      let chunks = message.map { "1;note=x\r\n\($0)\r\n" }.joined()
      await chunked.send("\(Self.start)Transfer-Encoding: chunked\r\n\r\n\(chunks)0\r\nX-Trailer: a\r\n\r\n")
      #expect(await chunked.answer()?.body.contains("accepted") == true)

      // Whoever asks first whether it may send.
      let asking = try service.raw()
      let third = Self.message.replacing("\"1\"", with: "\"3\"")
      #expect(
        await asking.ask("\(Self.start)Content-Length: 42\r\nExpect: 100-continue\r\n\r\n")?.status == 100)
      #expect(await asking.ask(third)?.body.contains("accepted") == true)
      #expect(await asking.ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")?.status == 200)

      // HTTP/1.0, without a host: balancers ask so.
      let old = try service.raw()
      #expect(await old.ask("GET /healthz HTTP/1.0\r\n\r\n")?.status == 200)
      #expect(try await service.query("select count(*) from work.inbox", as: acme) == [["3"]])
    }
  }

  @Test func whoeverGoesAwayHalfWayLeavesNothingBehind() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      for part in [
        "", "POST", Self.start, "\(Self.start)Content-Length: 42\r\n\r\n",
        "\(Self.start)Content-Length: 42\r\n\r\n{\"mess",
        "\(Self.start)Transfer-Encoding: chunked\r\n\r\n2a\r\n\(Self.message)\r\n",
      ] {
        for goes in [RawConnection.finish, RawConnection.abort] {
          let connection = try service.raw()
          await connection.send(part)
          goes(connection)()
          #expect(await connection.isHungUp(), "\(part.debugDescription)")
        }
      }
      // Who has closed its half can still be told: again, for nothing of it was wrong.
      let half = try service.raw()
      await half.send("\(Self.start)Content-Length: 42\r\n\r\n{\"mess")
      half.finish()
      let answer = await half.answer()
      #expect(answer?.status == 503 && answer?.headers["retry-after"] != nil, "\(answer.map { "\($0)" } ?? "none")")
      #expect(try await service.query("select from work.inbox", as: acme).isEmpty)
      try await service.isServing()
    }
  }
}
