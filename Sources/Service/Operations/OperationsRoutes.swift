internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Observation
internal import Store

/// What operators and their tools ask a running service: whether it lives, whether it is ready, what it counts.
struct OperationsRoutes {
  let database: Database
  let meters: Meters

  func add(to router: Router<Visit>) {
    router.get("healthz") { _, _ in Response.text("ok\n") }
    router.get("readyz") { _, _ in await Readiness(database).answer() }
    router.get("metrics") { [meters] _, _ in
      Response.text(Exposition(meters.read()).text, type: Exposition.mediaType)
    }
  }
}

extension Response {
  static func text(
    _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
