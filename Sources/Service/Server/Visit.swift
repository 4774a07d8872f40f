internal import Hummingbird
internal import NIOCore

/// One request and who makes it, on its way through the routes.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The other end of the connection; behind a proxy that is the proxy.
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
