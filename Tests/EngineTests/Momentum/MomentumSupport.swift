import Definitions

@testable import Engine

/// The day that momentum is asked about where a test says how long ago something was.
let evening = day("2026-06-30")

/// Something a lead did.
struct Deed {
  var points: Int64 = 0
  var depth: Int8 = 0
  var isEngagement = true
  var daysAgo = 0
}

/// Engagement, so many times on one day.
func engaged(_ daysAgo: Int, times: Int = 1, points: Int64 = 0, depth: Int8 = 0) -> [Deed] {
  (0..<times).map { _ in Deed(points: points, depth: depth, daysAgo: daysAgo) }
}

/// Points without engagement.
func scored(_ daysAgo: Int, _ points: Int64) -> [Deed] {
  [Deed(points: points, isEngagement: false, daysAgo: daysAgo)]
}

func activity(_ deeds: [Deed]) -> Activity {
  var activity = Activity()
  for deed in deeds {
    let day = evening - deed.daysAgo
    activity.add(
      points: deed.points, isEngagement: deed.isEngagement, depth: deed.depth,
      at: Moment(instant: Int64(day.number) * microsecondsInDay, day: day))
  }
  return activity
}

func ownMomentum(_ deeds: [Deed], model: MomentumModel = MomentumModel()) -> OwnMomentum? {
  var builder = MomentumBuilder(model)
  return builder.add(activity(deeds))
}

/// The leads of an account, and what they make of it.
func account(
  _ leads: [[Deed]], signals: [Signal] = [], model: MomentumModel = MomentumModel()
) -> (leads: [LeadMomentum?], account: AccountMomentum?) {
  var builder = MomentumBuilder(model)
  builder.begin()
  let own = leads.map { builder.add(activity($0)) }
  let account = builder.finish(signals: signals)
  return (own.map { $0.map { LeadMomentum($0, account: account, model: model) } }, account)
}

/// A lead of no account.
func momentum(_ deeds: [Deed], model: MomentumModel = MomentumModel()) -> LeadMomentum? {
  ownMomentum(deeds, model: model).map { LeadMomentum($0, account: nil, model: model) }
}
