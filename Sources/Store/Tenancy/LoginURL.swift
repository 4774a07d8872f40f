internal import LibPQ

extension Conninfo {
  /// As a URL. One host by name or address stands where a URL has it; a socket's folder and a list
  /// of hosts have no place there, and come as parameters, as libpq takes them.
  var url: String {
    var rest = settings
    func take(_ keyword: String) -> String? { rest.removeValue(forKey: keyword).flatMap { $0.isEmpty ? nil : $0 } }
    let user = (take("user") ?? "").percentEncoded
    let login = take("password").map { "\(user):\($0.percentEncoded)" } ?? user
    let database = (take("dbname") ?? "").percentEncoded
    var place = ""
    if let host = rest["host"], !host.hasPrefix("/"), !host.hasPrefix("@"), !host.contains(",") {
      place = host.contains(":") ? "[\(host)]" : host.percentEncoded
      if let port = rest["port"] { place += ":\(port)" }
      rest["host"] = nil
      rest["port"] = nil
    }
    let parameters = rest.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.percentEncoded)" }
    return "postgresql://\(login.isEmpty ? "" : login + "@")\(place)/\(database)"
      + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// What of a conninfo tells where the database is, and how the way there is secured: not who asks,
  /// nor what only the one who asks has.
  var place: Conninfo {
    var place = self
    for keyword in settings.keys where !Self.keywordsOfPlace.contains(keyword) { place[keyword] = nil }
    return place
  }

  private static let keywordsOfPlace: Set<String> = [
    "host", "hostaddr", "port", "dbname", "service", "sslmode", "sslrootcert", "sslsni", "channel_binding",
    "gssencmode",
    "target_session_attrs", "connect_timeout",
  ]
}

extension String {
  /// Every byte that is no letter, digit, `-`, `.`, `_` or `~` as `%XX`.
  fileprivate var percentEncoded: String {
    utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._~".unicodeScalars.contains(scalar))
      guard !isPlain else { return String(scalar) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
