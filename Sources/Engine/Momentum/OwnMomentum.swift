/// The part of a lead's momentum that it makes by itself: all but the stakeholders.
///
/// Kept apart from ``LeadMomentum``, so that an event changes its own lead's row and its
/// account's, and never those of its mates. Source: `Docs/Metrics.md`, section 6.
public struct OwnMomentum: Hashable, Sendable {
  /// What holds from a day on.
  public struct Level: Hashable, Sendable {
    /// Velocity, frequency, content and state, 16 bits each: a lead has some hundred levels, all of which
    /// are written down and compared.
    private let numbers: UInt64
    public let gain: Gain

    public init(
      velocity: Int, frequency: Int, content: Int, gain: Gain, direction: Direction, isRecent: Bool, wasBefore: Bool
    ) {
      let state: Int16 = (isRecent ? 1 : 0) | (wasBefore ? 2 : 0) | Self.bit(of: direction)
      self.init(
        velocity: Int16(clamping: velocity), frequency: Int16(clamping: frequency), content: Int16(clamping: content),
        gain: gain, state: state)
    }

    /// As it is stored: of the state, 1 is a recent stakeholder, 2 one of before, 4 accelerates, 8 decelerates.
    public init(velocity: Int16, frequency: Int16, content: Int16, gain: Gain, state: Int16) {
      let bits = (UInt16(bitPattern: velocity), UInt16(bitPattern: frequency), UInt16(bitPattern: content))
      numbers = UInt64(bits.0) | UInt64(bits.1) << 16 | UInt64(bits.2) << 32 | UInt64(UInt16(bitPattern: state)) << 48
      self.gain = gain
    }

    public var velocity: Int { Int(number(0)) }
    public var frequency: Int { Int(number(1)) }
    public var content: Int { Int(number(2)) }
    public var state: Int16 { number(3) }

    @inline(__always)
    private func number(_ place: UInt64) -> Int16 { Int16(truncatingIfNeeded: numbers >> (16 &* place)) }

    /// Engaged in the stakeholders' recent window, so it is one of K1.
    public var isRecent: Bool { state & 1 != 0 }
    /// Engaged in the stakeholders' window before, so it is one of K0.
    public var wasBefore: Bool { state & 2 != 0 }

    public var direction: Direction {
      state & 4 != 0 ? .accelerating : state & 8 != 0 ? .decelerating : .stagnating
    }

    private static func bit(of direction: Direction) -> Int16 {
      switch direction {
      case .stagnating: 0
      case .accelerating: 4
      case .decelerating: 8
      }
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
