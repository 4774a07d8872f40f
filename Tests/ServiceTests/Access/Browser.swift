import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import Service

/// As much of a browser as access has to do with: it keeps cookies, says where a form comes from, and shows where it
/// is sent instead of going there.
final class Browser {
  private let service: RunningService
  private(set) var cookies: [String: String] = [:]
  /// The last `Set-Cookie`, whole.
  private(set) var lastCookie: String?

  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

  init(_ service: RunningService) { self.service = service }

  func get(_ path: String) async throws -> RunningService.Reply { try await send("GET", path) }

  /// Sends a form as a page of this site does.
  func post(
    _ path: String, _ fields: [String: String] = [:], headers: [String: String] = [:], type: String? = nil
  ) async throws -> RunningService.Reply {
    let text = fields.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
      .joined(separator: "&")
    let own = [
      "content-type": type ?? "application/x-www-form-urlencoded", "origin": service.url,
      "sec-fetch-site": "same-origin",
    ]
    return try await send(
      "POST", path, headers: own.merging(headers) { $1 }.filter { !$0.value.isEmpty }, body: Array(text.utf8))
  }

  func set(_ name: String, _ value: String?) { cookies[name] = value }

  func send(
    _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> RunningService.Reply {
    var request = HTTPClientRequest(url: service.url + path)
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if !cookies.isEmpty {
      request.headers.add(
        name: "cookie",
        value: cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
    }
    if let body { request.body = .bytes(body) }
    let response = try await Self.client.execute(request, deadline: .now() + .seconds(30))
    for line in response.headers["set-cookie"] { keep(line) }
    let bytes = try await response.body.collect(upTo: 16 << 20)
    return RunningService.Reply(
      status: Int(response.status.code),
      headers: Dictionary(
        response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0), \($1)" }),
      body: String(buffer: bytes))
  }

  private func keep(_ line: String) {
    lastCookie = line
    let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return }
    cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
  }
}

extension RunningService.Reply {
  /// The token that the form of a page carries.
  var formToken: String? { body.firstMatch(of: /name="form_token" value="([^"]*)"/).map { String($0.output.1) } }
}
