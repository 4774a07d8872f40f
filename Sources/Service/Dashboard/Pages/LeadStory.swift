internal import Engine
internal import Store

/// All that happened to a lead, day by day, the newest first: what was sent, what was told, and what that changed.
struct LeadStory {
  /// Days at most: a page is read, not searched.
  static let most = 120

  let words: String
  let days: [StoryDay]

  struct StoryDay: Sendable {
    let day: String
    var entries: [Entry]
  }

  struct Entry: Sendable {
    let time: String
    let text: String
    let note: String?
    let isEvent: Bool
    let kind: String?
  }

  init(_ explanation: LeadExplanation) {
    let created = explanation.lead.timeline.createdDay
    // Within a day in the order of time, to be turned round: the day's end is what it all came to.
    var days: [Day: [Entry]] = [
      created: [
        Entry(
          time: "", text: "Created", note: "first touch \(explanation.lead.timeline.channel.replacing("_", with: " "))",
          isEvent: true, kind: nil)
      ]
    ]
    for happening in explanation.happenings {
      days[happening.moment.day, default: []].append(Entry(happening))
    }
    for change in explanation.past {
      let left = if case .exited = change.transition { true } else { false }
      days[change.day, default: []].append(
        Entry(
          time: "", text: change.words(isPast: true).capitalisedFirst, note: nil, isEvent: false,
          kind: left ? "change left" : "change"))
    }
    let ordered = days.sorted { $0.key > $1.key }
    self.days = ordered.prefix(Self.most).map { day, entries in
      StoryDay(day: day.description, entries: entries.reversed().gathered)
    }
    let count = explanation.happenings.count
    let cut = ordered.count - self.days.count
    words =
      "\(Typography.count(count)) \(count == 1 ? "event" : "events") on \(Typography.count(ordered.count)) days, the newest first"
      + (cut > 0 ? "; the oldest \(Typography.count(cut)) days are left out" : "")
  }
}

extension LeadStory.Entry {
  fileprivate init(_ happening: Happening) {
    var notes: [String] = []
    switch happening.kind {
    case .event(let type, let channel):
      text = type
      if let channel { notes.append(channel.replacing("_", with: " ")) }
    case .stage(let to, let told):
      text = "stage → \(to)"
      if !told.isEmpty { notes.append(told) }
    }
    if happening.points != 0 {
      notes.append(
        "\(Typography.signed(String(happening.points))) \(happening.points.magnitude == 1 ? "point" : "points")")
    }
    if happening.depth > 0 { notes.append(Self.depths[min(Int(happening.depth), 4)]) }
    if happening.isTouch { notes.append("we reached out") }
    note = notes.isEmpty ? nil : notes.joined(separator: ", ")
    time = happening.time
    isEvent = true
    kind = nil
  }

  /// What a depth of content is called.
  private static let depths = ["", "awareness", "consideration", "decision", "hand-raise"]
}

extension [LeadStory.Entry] {
  /// The same thing over and over within a day is said once, with how often.
  fileprivate var gathered: [LeadStory.Entry] {
    var gathered: [(entry: LeadStory.Entry, count: Int)] = []
    for entry in self {
      if let last = gathered.last, last.entry.isEvent, entry.isEvent, last.entry.text == entry.text,
        last.entry.note == entry.note
      {
        gathered[gathered.count - 1].count += 1
      } else {
        gathered.append((entry, 1))
      }
    }
    return gathered.map { entry, count in
      guard count > 1 else { return entry }
      return LeadStory.Entry(
        time: entry.time, text: "\(entry.text) ×\(count)", note: entry.note, isEvent: true, kind: nil)
    }
  }
}
