select oldest_due, running, overdue_schedules, latest_schedule, dead, quarantined, oldest_snapshot from work.health()
