-- The newest alerts, with what became of each at every sink.
select alert_id, kind, lead_id, account, day, fired_at, headline, reason, action, due_by, assigned_to, deliveries
  from report.alert
 order by alert_id desc
 limit $1
