select oldest_due, overdue_schedules, latest_schedule, dead, quarantined, oldest_snapshot from work.health()
