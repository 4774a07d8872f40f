internal import Hummingbird
internal import NIOCore

/// One request and who makes it, on its way through the routes.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The other end of the connection; behind a proxy that is the proxy.
  let remoteAddress: SocketAddress?
  /// Who looks at a page; nobody where what is asked for is no page (``PageGate``).
  var visitor: Visitor = .nobody
  /// What was sent by a form of ours.
  var form = WebForm()

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
