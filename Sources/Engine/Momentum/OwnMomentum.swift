/// The part of a lead's momentum that it makes by itself: all but the stakeholders.
///
/// Kept apart from ``LeadMomentum``, so that an event changes its own lead's row and its
/// account's, and never those of its mates. Source: `Docs/Metrics.md`, section 6.
public struct OwnMomentum: Hashable, Sendable {
  /// What holds from a day on.
  public struct Level: Hashable, Sendable {
    public var velocity: Int
    public var frequency: Int
    public var content: Int
    public var gain: Gain
    public var direction: Direction
    /// Engaged in the stakeholders' recent window, so it is one of K1.
    public var isRecent: Bool
    /// Engaged in the stakeholders' window before, so it is one of K0.
    public var wasBefore: Bool

    public init(
      velocity: Int, frequency: Int, content: Int, gain: Gain, direction: Direction, isRecent: Bool, wasBefore: Bool
    ) {
      self.velocity = velocity
      self.frequency = frequency
      self.content = content
      self.gain = gain
      self.direction = direction
      self.isRecent = isRecent
      self.wasBefore = wasBefore
    }

    /// All at once, without a branch for each: which of them differ nobody can predict.
    @inline(__always)
    public static func == (a: Level, b: Level) -> Bool {
      let numbers = (a.velocity ^ b.velocity) | (a.frequency ^ b.frequency) | (a.content ^ b.content)
      let isRest = (a.direction == b.direction, a.isRecent == b.isRecent, a.wasBefore == b.wasBefore)
      return (numbers | Int(a.gain.quarters ^ b.gain.quarters)) == 0 && isRest.0 && isRest.1 && isRest.2
    }

    /// Velocity, frequency and content.
    public var total: Int { velocity + frequency + content }

    /// Only then do its account's stakeholders move it.
    public var isStakeholder: Bool { isRecent || wasBefore }
  }

  /// Never empty. The first step is of the first engagement; the last stays for ever.
  public let history: History<Level>
  public let contacts: Contacts
  /// The sum of points on every day since the first that gave any; saturated at 2³¹ − 1.
  public let score: History<Int32>
  public let depthDays: DepthDays

  public init(history: History<Level>, contacts: Contacts, score: History<Int32>, depthDays: DepthDays) {
    self.history = history
    self.contacts = contacts
    self.score = score
    self.depthDays = depthDays
  }

  /// `nil` before the first engagement.
  public func value(on day: Day) -> Level? { history.content(on: day) }
}
