internal import Hummingbird
internal import HummingbirdCore
internal import HTTPTypes

/// Reads a body to its end and does nothing with it: what the server takes by itself, for whoever measures what
/// intake adds to that (`headway bench intake`).
struct IdleRoute: Sendable {
  static let path = "bench/nothing"

  let limits: IntakeRoutes.Limits

  func add(to router: Router<Visit>) {
    router.post(RouterPath(Self.path)) { [limits] request, _ in
      do throws(BodyFault) {
        _ = try await request.bytes(upTo: limits.body)
        return Response.json([0x7B, 0x7D], status: .ok)
      } catch {
        return Response.json([0x7B, 0x7D], status: .badRequest)
      }
    }
  }
}
