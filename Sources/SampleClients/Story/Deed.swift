/// Something that a program of the client's wrote down about a person.
struct Deed: Sendable {
  var time: WallTime
  var type: String
  var tool: Tool
  /// Columns of the events file beside the usual ones: `path`, `to`, `campaign`.
  var properties: [String: String] = [:]
}

/// The programs that know about a person. Each knows people by other keys and writes times
/// its own way: that is what identity resolution is for.
enum Tool: Sendable {
  /// Knows a cookie, and an address once a form was sent.
  case website
  /// The website's form: cookie and address in one row, which joins the two.
  case form
  case mailer, linkedin, crm, phone

  func clock(of client: Client) -> Clock {
    switch self {
    case .website, .form: .utc
    case .mailer, .linkedin: .offset
    case .crm, .phone: client.crmClock
    }
  }
}

/// What the same kind of deed always looks like; its properties are drawn anew each time.
struct Sign: Sendable {
  var type: String
  var tool: Tool
  /// For each property the values that occur.
  var properties: [String: [String]] = [:]

  func deed(at time: WallTime, _ chance: inout Chance) -> Deed {
    var deed = Deed(time: time, type: type, tool: tool)
    // In the order of the names: a dictionary's own order differs from run to run.
    for (name, values) in properties.sorted(by: { $0.key < $1.key }) { deed.properties[name] = chance.one(of: values) }
    return deed
  }
}
