public import Engine
public import LibPQ

/// What kind of work a job is. A worker has one way to do each.
public struct JobKind: RawRepresentable, Sendable, Hashable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Takes the messages of SDKs from the inbox into the log.
  public static let fold = JobKind(rawValue: "fold")
  /// Brings a tenant's figures up to date with its log, its definition and its known days.
  public static let refresh = JobKind(rawValue: "refresh")
  /// Sends what is due to one sink, the subject.
  public static let deliver = JobKind(rawValue: "deliver")
  /// Writes the digest of a day, the subject.
  public static let digest = JobKind(rawValue: "digest")
  /// Publishes a month, the subject.
  public static let close = JobKind(rawValue: "close")
  /// Takes away what is kept for a while only.
  public static let retention = JobKind(rawValue: "retention")
}

/// Which of a worker's places a job takes.
public enum Lane: String, Sendable, Hashable, CaseIterable {
  /// Keeps a core busy.
  case compute
  /// Waits for somebody else's server, mostly.
  case send
}

/// A job that is wanted.
public struct WantedJob: Sendable, Hashable {
  public var kind: JobKind
  public var lane: Lane
  /// What it is about. Of one tenant, kind and subject one job waits and one runs, at most.
  public var subject: String

  public init(_ kind: JobKind, lane: Lane = .compute, subject: String = "") {
    self.kind = kind
    self.lane = lane
    self.subject = subject
  }

  public static let fold = WantedJob(.fold)
  public static let refresh = WantedJob(.refresh)
  public static func deliver(to sink: String) -> WantedJob { WantedJob(.deliver, lane: .send, subject: sink) }
}

/// A job as one worker holds it, until its lease is over or it is overtaken.
public struct LeasedJob: Sendable, Hashable {
  public var tenant: TenantID
  public var slug: String
  public var id: Int64
  /// The fencing token: the number of the hand that it is in. A lower one holds nothing.
  public var token: Int64
  public var kind: JobKind
  public var subject: String
  /// Attempts that failed before this one.
  public var attempts: Int
  /// Of the attempts before this one, those whose worker was not heard of again.
  public var crashes: Int
  /// When it came due, in microseconds since 1970 on the database's clock.
  public var dueSince: Int64

  public init(
    tenant: TenantID, slug: String = "", id: Int64, token: Int64, kind: JobKind, subject: String = "",
    attempts: Int = 0, crashes: Int = 0, dueSince: Int64 = 0
  ) {
    self.tenant = tenant
    self.slug = slug
    self.id = id
    self.token = token
    self.kind = kind
    self.subject = subject
    self.attempts = attempts
    self.crashes = crashes
    self.dueSince = dueSince
  }

  /// Which start of which job: enough to tell them apart, and a worker looks them up for each step of each.
  public struct Start: Sendable, Hashable {
    var id: Int64
    var token: Int64
  }

  public var start: Start { Start(id: id, token: token) }

  public func hash(into hasher: inout Hasher) { hasher.combine(start) }
}

/// A job as an operator sees it.
public struct ListedJob: Sendable, Hashable {
  public enum State: String, Sendable, CaseIterable {
    case running, waiting
    /// It took its worker down too often.
    case quarantined
    /// It failed too often.
    case dead
  }

  public var id: Int64
  public var tenant: String
  /// The tenant's time zone, by its IANA name.
  public var zone: String
  public var kind: JobKind
  public var subject: String
  public var state: State
  /// When it is due, in microseconds since 1970; of one that waits or runs.
  public var runAt: Int64?
  public var attempts: Int
  public var crashes: Int
  public var worker: String?
  public var lastError: String?
  public var createdAt: Int64
}
