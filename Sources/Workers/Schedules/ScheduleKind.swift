import Engine
import Store

/// What comes by itself, for every tenant, without anybody having set anything.
public enum ScheduleKind: String, Sendable, CaseIterable {
  /// A tenant's day begins: what is known to happen on it is told.
  case turn
  case digest
  /// Publishes the month before.
  case close
  case retention

  /// On the tenant's wall clock.
  public var cron: String {
    switch self {
    case .turn: "0 0 * * *"
    case .digest: "0 8 * * *"
    case .close: "0 6 5 * *"
    case .retention: "30 3 * * 0"
    }
  }

  public var meaning: String {
    switch self {
    case .turn: "tell what is known to happen on the day"
    case .digest: "send the day's digest"
    case .close: "publish the month before"
    case .retention: "take away what is kept for a while only"
    }
  }

  /// What is to be done at a time of the schedule.
  func job(at slot: Int64, in zone: Zone) -> WantedJob {
    let day = zone.day(ofInstant: slot)
    return switch self {
    case .turn: .refresh
    case .digest: WantedJob(.digest, subject: "\(day)")
    case .close: WantedJob(.close, subject: "\(Period(.month, containing: day).previous)")
    case .retention: WantedJob(.retention)
    }
  }
}
