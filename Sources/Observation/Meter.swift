/// What one counter counts, for whoever reads `/metrics` without this source.
public struct Meter: Sendable, Hashable {
  /// Without the prefix `headway_`; counters end in `_total`.
  public var name: String
  public var help: String
  /// The names of its labels, in the order of a series' values.
  public var labels: [String]

  /// Every counter there is, by name.
  public static let all: [String: Meter] = Dictionary(
    uniqueKeysWithValues: [
      Meter("claims_slow_total", "Claims that took longer than a healthy queue needs."),
      Meter("intake_failures_total", "Requests of senders whose messages could not be stored."),
      Meter("intake_messages_total", "Messages of senders, by what became of them.", "fate"),
      Meter("intake_requests_total", "Requests of senders, by the status of the answer.", "status"),
      Meter("job_run_seconds_total", "Seconds that jobs ran.", "kind"),
      Meter("job_wait_seconds_total", "Seconds that jobs waited after they were due.", "kind"),
      Meter("jobs_ended_total", "Jobs that ended, and how.", "kind", "ending"),
      Meter("jobs_fenced_total", "Jobs that a worker stopped by itself because the database was silent."),
      Meter("jobs_started_total", "Jobs that were begun.", "kind"),
      Meter("leads_refreshed_total", "Leads whose timelines were computed because something of theirs changed."),
      Meter("leads_restated_total", "Leads computed anew under another definition, model or zone."),
      Meter("logins_dropped_total", "Logins that were dropped when their time had passed."),
      Meter("messages_folded_total", "Messages of senders that came into the log."),
      Meter("messages_refused_total", "Messages of senders that were set aside when they were folded."),
      Meter("messages_total", "Alerts on their way out.", "fate"),
      Meter("months_published_total", "Months whose figures were published."),
      Meter("queue_errors_total", "Calls to the queue that failed.", "call"),
      Meter("scheduled_jobs_total", "Jobs that schedules made.", "kind"),
      Meter("schedules_fired_total", "Schedules whose time had come.", "kind"),
      Meter(
        "standstills_ended_total", "Sessions that were ended because they stood still in the middle of sending rows."),
      Meter("worker_fenced_total", "Times that a worker fenced itself."),
    ].map { ($0.name, $0) })

  init(_ name: String, _ help: String, _ labels: String...) {
    self.name = name
    self.help = help
    self.labels = labels
  }
}
