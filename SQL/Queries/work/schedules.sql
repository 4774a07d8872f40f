select tenant, kind, zone, cron, catch_up, next_at, last_at from work.schedules($1)
