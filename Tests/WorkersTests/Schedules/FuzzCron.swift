import Engine
import Workers

/// What `headway schedule set` reads, with what must hold whatever it is: an input's first line is an expression,
/// the second a time zone, the third an instant.
///
/// The fuzzer (`make fuzz`, package `Tests/Fuzz`) and the test of its findings enter here.
enum FuzzCron {
  static let name = "cron"

  /// Traps where a promise is broken.
  static func take(_ bytes: some Sequence<UInt8>) {
    let lines = String(decoding: Array(bytes), as: UTF8.self)
      .split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard let cron = cron(lines[0]) else { return }
    precondition(cron.description == lines[0] && self.cron(cron.description) == cron, "it does not come back")
    var zones = [Zone.utc]
    if lines.count > 1, let zone = zone(lines[1]) { zones.append(zone) }
    let instants = [0, 1_774_746_000_000_000, .max, .min] + (lines.count > 2 ? Int64(lines[2]).map { [$0] } ?? [] : [])
    for zone in zones {
      for instant in instants { walk(cron, in: zone, from: instant) }
    }
  }

  /// Some times in a row: each after the one before, and the same from wherever in between one asks.
  private static func walk(_ cron: Cron, in zone: Zone, from start: Int64) {
    var instant = start
    for _ in 0..<4 {
      guard let next = cron.next(after: instant, in: zone) else {
        precondition(instant > lastOfAll, "what came once comes again: \(cron) after \(instant)")
        return
      }
      precondition(next > instant, "\(cron) after \(instant) came at \(next)")
      precondition(cron.next(after: next - 1, in: zone) == next, "\(cron) at \(next) is not what comes just before it")
      let between = instant + (next - instant) / 2
      if between < next { precondition(cron.next(after: between, in: zone) == next, "\(cron) after \(between)") }
      precondition(zone != .utc || next % 60_000_000 == 0, "\(cron) at \(next) is within a minute")
      instant = next
    }
  }

  /// Fifty years before microseconds in 64 bits end; a day may be 40 years away.
  private static let lastOfAll = Int64.max - 50 * 366 * 86_400_000_000

  private static func cron(_ text: String) -> Cron? {
    do {
      return try Cron(text)
    } catch {
      precondition(!error.reason.isEmpty && error.description.utf8.count < 1_000)
      return nil
    }
  }

  /// Names of files are none of the fuzzer's business.
  private static func zone(_ name: String) -> Zone? {
    let known = ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
    return known.contains(name) ? Zone(iana: name) : nil
  }
}
