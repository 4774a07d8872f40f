internal import Hummingbird

/// One request and who makes it, on its way through the routes.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who looks at a page; nobody where what is asked for is no page (``PageGate``).
  var visitor: Visitor = .nobody
  /// What was sent by a form of ours.
  var form = WebForm()

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
  }
}
