public import Definitions
public import Engine

/// What a definition would have made of the past, beside what the running one made of it.
public struct DefinitionPreview: Sendable {
  public var standing: Standing
  /// The months compared: from the first day of the first through today.
  public var from: Day
  public var today: Day
  public var months: [Month]
  public var now: Share
  public var new: Share
  /// Qualified at the end of today under the running definition, and under the new one.
  public var qualifiedNow: Int
  public var qualifiedNew: Int
  /// Never qualified in these months, and would have been; the other way round.
  public var gained: Moved
  public var lost: Moved

  public struct Month: Sendable {
    /// `nil` where the running definition has no such month.
    public var now: LVRRow?
    public var new: LVRRow
  }

  /// How many of all leads qualified in these months, and how many of those became customers then.
  public struct Share: Sendable, Hashable {
    public var leads = 0
    public var qualified = 0
    public var converted = 0

    /// In percent; `nil` of nothing.
    public var qualifiedPercent: Double? { leads == 0 ? nil : 100 * Double(qualified) / Double(leads) }
    public var convertedPercent: Double? { qualified == 0 ? nil : 100 * Double(converted) / Double(qualified) }
  }

  public struct Moved: Sendable {
    public var count = 0
    /// The latest of them.
    public var examples: [Example] = []
  }

  public struct Example: Sendable {
    public var lead: LeadID
    public var externalID: String?
    public var email: String?
    public var name: String?
    /// The first day on which the two definitions differ about it.
    public var day: Day
    /// The parts that decided, as they stand in the text that refuses it, each with its value.
    public var decided: [Decision]
  }

  public enum Decision: Sendable {
    /// A part of a gate, and what it looked at.
    case part(Gate, TracedPart, [TracedPart])
    case idle(days: Int)
    case age(days: Int)
  }

  /// More leads qualify, and fewer of them become customers: growth that is only a lower bar (S1).
  public var lowersTheBar: Bool {
    guard let share = now.qualifiedPercent, let newShare = new.qualifiedPercent else { return false }
    guard let conversion = now.convertedPercent, let newConversion = new.convertedPercent else { return false }
    return newShare > share && newConversion < conversion
  }
}
