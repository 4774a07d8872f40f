select tenant_id, kind, zone, cron, catch_up, next_at, moment from work.due_schedules($1)
