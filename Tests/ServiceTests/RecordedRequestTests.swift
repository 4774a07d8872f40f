import Foundation
import Intake
import Testing

@testable import Service

/// What the unmodified libraries of Segment, RudderStack and PostHog really send, as it was recorded.
@Suite struct RecordedRequestTests {
  @Test(.enabled(if: SharedWire.isThere, "the recorded requests are not beside this repository"))
  func everyRecordedRequestIsAnsweredAsItsLibraryExpects() async throws {
    try await RunningService.play { service in
      var seen = 0
      for file in try SharedWire.files() {
        let acme = try await service.tenant("t\(seen)")
        service.keys.add("TENANT_WRITE_KEY", of: acme)
        service.keys.add("phc_TENANT", of: acme)
        var known: Set<String> = []
        for request in try SharedWire.requests(of: file) {
          let reply = try await service.send(request.method, request.path, headers: request.headers, body: request.body)
          #expect(reply.status == 200, "\(file.lastPathComponent) \(request.path): \(reply.body.prefix(300))")
          #expect(reply.headers["content-type"]?.hasPrefix("application/json") == true)
          let answer = try #require(try JSONSerialization.jsonObject(with: Data(reply.body.utf8)) as? [String: Any])
          #expect(answer["success"] as? Bool == true)
          for result in try #require(answer["results"] as? [[String: Any]]) {
            seen += 1
            let id = try #require(result["messageId"] as? String)
            // Sent again after a lost answer it is known; what is rejected is so each time.
            let status = try #require(result["status"] as? String)
            if status == "rejected" {
              #expect(["too_old", "too_large"].contains(result["reason"] as? String), "\(result)")
            } else {
              #expect(
                status == (known.insert(id).inserted ? "accepted" : "duplicate"), "\(file.lastPathComponent) \(id)")
            }
          }
        }
        let turn = try await service.fold(acme)
        #expect(turn.isComplete && turn.refused == 0 && turn.folded == known.count, "\(file.lastPathComponent)")
      }
      print("recorded messages answered:", seen)
      #expect(seen > 50)
    }
  }
}

/// The recorded requests, where they are.
enum SharedWire {
  struct Recorded {
    var method: String
    var path: String
    var headers: [String: String]
    var body: [UInt8]
  }

  static let folder: URL = {
    let shared =
      ProcessInfo.processInfo.environment["HEADWAY_SHARED"].map { URL(filePath: $0) }
      ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
    return shared.appending(path: "data/segment-wire").standardizedFileURL
  }()

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" && $0.lastPathComponent != "SUMMARY.json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  static func requests(of file: URL) throws -> [Recorded] {
    let scenario = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    return (scenario?["requests"] as? [[String: Any]] ?? []).map { request in
      let pairs = request["headers"] as? [[String]] ?? []
      let ours: Set = ["host", "content-length", "connection", "accept-encoding"]
      let raw = (request["body_raw_base64"] as? String).flatMap { Data(base64Encoded: $0) }
      return Recorded(
        method: request["method"] as? String ?? "", path: request["path"] as? String ?? "",
        headers: Dictionary(
          pairs.filter { $0.count == 2 && !ours.contains($0[0].lowercased()) }.map { ($0[0], $0[1]) },
          uniquingKeysWith: { $1 }),
        body: raw.map { Array($0) } ?? Array((request["body_text"] as? String ?? "").utf8))
    }
  }
}
