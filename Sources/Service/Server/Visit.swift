internal import Hummingbird
internal import NIOCore

/// One request and who makes it, on its way through the routes.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection that it came by.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
